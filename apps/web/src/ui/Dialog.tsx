import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { cx } from '../lib/cx.ts'
import { IconButton } from './IconButton.tsx'

type DialogProps = {
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  onClose: () => void
  size?: 's' | 'm' | 'l'
  /** Keeps the title for screen readers only. */
  isTitleHidden?: boolean
  className?: string
}

const sizes = { s: 'sm:max-w-[26rem]', m: 'sm:max-w-[32rem]', l: 'sm:max-w-[42rem]' }

/**
 * A modal that is there while it is mounted. On phones it is a sheet at the bottom.
 * The scrim is ours and not `Primitive.Overlay`, which injects a style element that a strict content security policy refuses.
 */
export function Dialog({
  title,
  description,
  children,
  onClose,
  size = 'm',
  isTitleHidden = false,
  className,
}: DialogProps) {
  const [opener] = useState(findOpener)
  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <div className="fixed inset-0 z-40 grid animate-fade place-items-end bg-scrim sm:place-items-center sm:p-6">
          <Primitive.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            onOpenAutoFocus={focusFirstField}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              opener?.focus()
            }}
            className={cx(
              'relative flex max-h-[92dvh] outline-none w-full animate-rise flex-col overflow-hidden rounded-t-xl bg-raised shadow-dialog sm:max-h-[min(46rem,86dvh)] sm:rounded-xl',
              sizes[size],
              className,
            )}
          >
            <header className={cx('flex items-start gap-3 px-5 pt-4.5 pb-1', isTitleHidden && 'sr-only')}>
              <div className="min-w-0 flex-1">
                <Primitive.Title className="text-lg font-bold">{title}</Primitive.Title>
                {description && (
                  <Primitive.Description className="mt-0.5 text-sm text-ink-muted">{description}</Primitive.Description>
                )}
              </div>
              {!isTitleHidden && <IconButton label="Close" icon={<X />} onClick={onClose} className="-mt-1 -mr-1.5" />}
            </header>
            {children}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** The part of a dialog that scrolls. */
export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('min-h-0 flex-1 overflow-y-auto px-5 py-3', className)}>{children}</div>
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-[max(1.125rem,env(safe-area-inset-bottom))]">
      {children}
    </footer>
  )
}

/** The field to fill in, or else the dialog as a whole: a ring around "Close" is no welcome. */
function focusFirstField(event: Event): void {
  event.preventDefault()
  const dialog = event.currentTarget as HTMLElement
  const field = dialog.querySelector<HTMLElement>('input:not([type=radio]), textarea')
  const target = field ?? dialog
  target.focus()
}

/** Where the focus goes back to: what had it; for an item of a menu, which is gone by then, the menu's button. */
function findOpener(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role=menu]')
  const buttonId = menu?.getAttribute('aria-labelledby')
  if (buttonId) return document.getElementById(buttonId)
  return focused instanceof HTMLElement ? focused : null
}
