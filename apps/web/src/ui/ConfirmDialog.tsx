import { type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog, DialogBody, DialogFooter } from './Dialog.tsx'
import { FormError } from './FormError.tsx'

type ConfirmDialogProps = {
  title: string
  children: ReactNode
  /** The verb on the button, as in "Leave room". */
  action: string
  tone?: 'danger' | 'primary'
  /** Does it. Answers what went wrong, to be shown; or nothing, and the dialog closes. */
  onConfirm: () => Promise<string | undefined>
  onClose: () => void
}

export function ConfirmDialog({ title, children, action, tone = 'danger', onConfirm, onClose }: ConfirmDialogProps) {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function confirm() {
    setIsBusy(true)
    const problem = await onConfirm()
    setIsBusy(false)
    if (problem) setError(problem)
    else onClose()
  }

  return (
    <Dialog title={title} onClose={onClose} size="s">
      <DialogBody className="text-sm text-ink-muted">
        {children}
        {error && <FormError className="mt-3">{error}</FormError>}
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant={tone} isBusy={isBusy} onClick={() => void confirm()}>
          {action}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
