import { useLive } from '../../graphql/live-context.ts'
import { useStore } from '../../lib/store.ts'
import { useViewer } from '../accounts/viewer.ts'
import { typingText } from './typing.ts'

/** 'Ana and Ben are typing…', in a line that keeps its height. */
export function TypingLine({ roomId }: { roomId: string }) {
  const viewer = useViewer()
  const people = useStore(useLive().typing.of(roomId)).filter((person) => person.id !== viewer.id)
  const text = typingText(people.map((person) => person.name))
  return (
    <p aria-live="off" className="flex h-6 items-center gap-1.5 truncate px-1 text-xs text-ink-muted">
      {text && (
        <>
          <span aria-hidden="true" className="flex gap-0.5">
            {[0, 1, 2].map((dot) => (
              <span
                key={dot}
                className="size-1 animate-shimmer rounded-full bg-ink-muted"
                style={{ animationDelay: `${dot * 180}ms` }}
              />
            ))}
          </span>
          <span className="truncate">{text}</span>
        </>
      )}
    </p>
  )
}
