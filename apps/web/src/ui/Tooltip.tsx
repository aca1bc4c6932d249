import { Tooltip as Primitive } from 'radix-ui'
import type { FocusEvent, ReactElement, ReactNode } from 'react'
import { Keys } from './Keys.tsx'

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

/** Where tooltips are put, so that what they say belongs to a part of the page. */
export const hintsId = 'hints'

type TooltipProps = {
  label: ReactNode
  shortcut?: readonly string[] | undefined
  side?: TooltipSide | undefined
  children: ReactElement
}

/** For what sighted mouse and keyboard users need a hint about; the child keeps its own accessible name. */
export function Tooltip({ label, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild onFocus={ignoreSilentFocus}>
        {children}
      </Primitive.Trigger>
      <Primitive.Portal container={document.getElementById(hintsId)}>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="pointer-events-none z-50 flex max-w-72 animate-pop items-center gap-2 rounded-m bg-ink px-2 py-1 text-xs font-medium text-surface select-none"
        >
          {label}
          {shortcut && <Keys keys={shortcut} isInverted />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** A focus given back after a click is no question about the button. */
function ignoreSilentFocus(event: FocusEvent): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
}

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={450} skipDelayDuration={250} disableHoverableContent>
      {children}
    </Primitive.Provider>
  )
}
