import { RotateCw } from 'lucide-react'
import { describeError } from '../../../lib/errors.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormError } from '../../../ui/FormError.tsx'

/** Says why a part of the page isn't there, and offers to try again. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3 py-4">
      <FormError className="min-w-0 flex-1">{describeError(error)}</FormError>
      <Button size="s" icon={<RotateCw />} onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
