import { Check } from 'lucide-react'
import { DropdownMenu as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import { Keys } from './Keys.tsx'

type MenuProps = {
  trigger: ReactElement
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  onOpenChange?: (isOpen: boolean) => void
}

/** A menu button. Not modal: that would inject a style element, which a strict content security policy refuses. */
export function Menu({ trigger, children, side = 'bottom', align = 'start', className, onOpenChange }: MenuProps) {
  return (
    <Primitive.Root modal={false} {...(onOpenChange && { onOpenChange })}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          align={align}
          sideOffset={5}
          collisionPadding={8}
          className={cx(menuSurface, 'min-w-52 p-1', className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** The look of everything that floats: menus, popovers, completion lists. */
export const menuSurface =
  'z-50 animate-pop rounded-l bg-raised text-sm shadow-pop origin-(--radix-popper-transform-origin)'

const itemClass =
  'flex min-h-8 cursor-pointer select-none items-center gap-2.5 rounded-[6px] px-2 py-1 outline-none data-[disabled]:cursor-default data-[disabled]:opacity-50 [&>svg]:size-4 [&>svg]:shrink-0'

type MenuItemProps = {
  children: ReactNode
  icon?: ReactNode
  shortcut?: readonly string[]
  isDanger?: boolean
  isDisabled?: boolean
  onSelect?: (event: Event) => void
}

export function MenuItem({ children, icon, shortcut, isDanger = false, isDisabled = false, onSelect }: MenuItemProps) {
  return (
    <Primitive.Item
      disabled={isDisabled}
      {...(onSelect && { onSelect })}
      className={cx(
        itemClass,
        isDanger
          ? 'text-danger-ink data-[highlighted]:bg-danger-soft'
          : 'data-[highlighted]:bg-hover [&>svg]:text-ink-muted',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut && <Keys keys={shortcut} />}
    </Primitive.Item>
  )
}

type MenuChoiceProps<T extends string> = {
  label: string
  value: T
  options: readonly { value: T; label: string; icon?: ReactNode; hint?: string }[]
  onChange: (value: T) => void
}

/** One of several, with a tick at the one that holds. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Primitive.RadioGroup aria-label={label} value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          className={cx(itemClass, 'data-[highlighted]:bg-hover [&>svg]:text-ink-muted')}
        >
          {option.icon}
          <span className="min-w-0 flex-1">
            {option.label}
            {option.hint && <span className="block text-xs text-ink-muted">{option.hint}</span>}
          </span>
          <Primitive.ItemIndicator>
            <Check aria-hidden="true" className="size-4 text-accent-ink" />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 pt-2 pb-1 text-xs font-semibold text-ink-muted">{children}</Primitive.Label>
}

export function MenuSeparator() {
  return <Primitive.Separator className="mx-1 my-1 h-px bg-line" />
}
