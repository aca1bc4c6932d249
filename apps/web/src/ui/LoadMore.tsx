import { useEffect, useEffectEvent, useRef } from 'react'
import { Button } from './Button.tsx'

type LoadMoreProps = { onLoad: () => void; isLoading: boolean; label?: string }

/** Loads the next page when it comes near the screen; a real button, for whoever doesn't scroll. */
export function LoadMore({ onLoad, isLoading, label = 'Show more' }: LoadMoreProps) {
  const place = useRef<HTMLDivElement>(null)
  const load = useEffectEvent(() => {
    if (!isLoading) onLoad()
  })

  useEffect(() => {
    if (!place.current) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), {
      rootMargin: '240px',
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])

  return (
    <div ref={place} className="grid place-items-center py-3">
      <Button variant="ghost" size="s" isBusy={isLoading} onClick={onLoad}>
        {label}
      </Button>
    </div>
  )
}
