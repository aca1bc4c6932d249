import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from '../lib/store.ts'
import { hintsId } from './Tooltip.tsx'
import { dismissToast, type Toast, toasts } from './toast.ts'

/** Where toasts appear. Mounted once. A toast waits while the pointer or the focus is on it. */
export function Toaster() {
  const list = useStore(toasts)
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed z-60 flex flex-col gap-2 max-md:inset-x-3 max-md:top-[max(0.75rem,env(safe-area-inset-top))] max-md:items-center md:bottom-18 md:left-3 md:items-start"
    >
      <output aria-live="polite" className="contents">
        {list.map((toast) => (
          <ToastItem key={toast.id} toast={toast} />
        ))}
      </output>
      <div id={hintsId} />
    </section>
  )
}

function ToastItem({ toast }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false)

  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => dismissToast(toast.id), toast.action ? 9000 : 5000)
    return () => clearTimeout(timer)
  }, [isHeld, toast])

  return (
    <div
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex max-w-96 animate-rise items-center gap-2.5 rounded-l bg-raised py-2 pr-2 pl-3 text-sm shadow-pop"
    >
      {toast.tone === 'success' && <CircleCheck aria-hidden="true" className="size-4.5 shrink-0 text-success-ink" />}
      {toast.tone === 'danger' && <CircleAlert aria-hidden="true" className="size-4.5 shrink-0 text-danger-ink" />}
      <span className="min-w-0 flex-1 py-1">{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className="rounded-m px-2 py-1 font-semibold text-accent-ink hover:bg-accent-soft"
          onClick={() => {
            toast.action?.onSelect()
            dismissToast(toast.id)
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        className="grid size-7 shrink-0 place-items-center rounded-m text-ink-muted hover:bg-hover hover:text-ink"
        onClick={() => dismissToast(toast.id)}
      >
        <X className="size-4" />
      </button>
    </div>
  )
}
