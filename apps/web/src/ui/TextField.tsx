import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from '../lib/cx.ts'

type FieldProps = {
  label: string
  /** Shown under the field; an error takes its place. */
  hint?: ReactNode
  error?: ReactNode
  isLabelHidden?: boolean
  /** Inside the field, at its end (a button to show the password) or its start (an icon). */
  start?: ReactNode
  end?: ReactNode
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & FieldProps

export function TextField({
  label,
  hint,
  error,
  isLabelHidden = false,
  start,
  end,
  className,
  ...input
}: TextFieldProps) {
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, error, isLabelHidden, className }}>
      <span className="field flex h-10 items-center gap-2 px-3 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-faint">
        {start}
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-note` : undefined}
          className="h-full min-w-0 flex-1 bg-transparent outline-none pointer-coarse:text-[1rem]"
        />
        {end}
      </span>
    </FieldFrame>
  )
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id'> & FieldProps

export function TextArea({
  label,
  hint,
  error,
  isLabelHidden = false,
  start: _start,
  end: _end,
  className,
  ...input
}: TextAreaProps) {
  const id = useId()
  return (
    <FieldFrame {...{ id, label, hint, error, isLabelHidden, className }}>
      <textarea
        rows={2}
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        className="field field-sizing-content max-h-48 min-h-16 w-full resize-none px-3 py-2 pointer-coarse:text-[1rem]"
      />
    </FieldFrame>
  )
}

type FieldFrameProps = FieldProps & { id: string; className?: string | undefined; children: ReactNode }

function FieldFrame({ id, label, hint, error, isLabelHidden, className, children }: FieldFrameProps) {
  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-sm font-semibold'}>
        {label}
      </label>
      {children}
      {(error || hint) && (
        <div
          id={`${id}-note`}
          role={error ? 'alert' : undefined}
          className={cx('text-xs', error ? 'text-danger-ink' : 'text-ink-muted')}
        >
          {error || hint}
        </div>
      )}
    </div>
  )
}
