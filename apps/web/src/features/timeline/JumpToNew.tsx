import { ArrowUp } from 'lucide-react'

/** Shown while what came since the last visit begins above what is in view. */
export function JumpToNew({ onJump }: { onJump: () => void }) {
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute top-3 left-1/2 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-raised pr-3.5 pl-3 text-sm font-semibold text-danger-ink shadow-pop hover:bg-hover"
    >
      <ArrowUp aria-hidden="true" className="size-4" />
      Jump to first unread
    </button>
  )
}
