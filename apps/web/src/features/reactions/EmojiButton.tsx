import { lazy, type ReactNode, Suspense, useState } from 'react'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

const EmojiPicker = lazy(() => import('./EmojiPicker.tsx').then(({ EmojiPicker }) => ({ default: EmojiPicker })))

type EmojiButtonProps = {
  label: string
  icon: ReactNode
  onPick: (emoji: string) => void
  size?: 's' | 'm'
  className?: string
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  shortcut?: readonly string[]
}

/** Opens the emoji picker, whose code and table are fetched at its first opening. */
export function EmojiButton({ label, icon, onPick, size = 's', className, shortcut, ...controlled }: EmojiButtonProps) {
  const [isOpenHere, setIsOpenHere] = useState(false)
  const isOpen = controlled.isOpen ?? isOpenHere
  const setIsOpen = controlled.onOpenChange ?? setIsOpenHere
  return (
    <Popover
      label="Emoji"
      side="top"
      align="end"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <IconButton label={label} icon={icon} size={size} className={className ?? ''} {...(shortcut && { shortcut })} />
      }
    >
      <Suspense fallback={<Skeleton className="m-2 h-80 w-80" />}>
        <EmojiPicker
          onPick={(emoji) => {
            setIsOpen(false)
            onPick(emoji)
          }}
        />
      </Suspense>
    </Popover>
  )
}
