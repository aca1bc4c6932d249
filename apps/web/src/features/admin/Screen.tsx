import type { ReactNode } from 'react'
import { useTitle } from '../../lib/use-title.ts'

type ScreenProps = {
  title: string
  /** Above the title: the way to what this is a part of. */
  back?: ReactNode
  intro?: ReactNode
  /** Beside the title: what one can do here. */
  actions?: ReactNode
  /** Under the title: what narrows the list. */
  filters?: ReactNode
  children: ReactNode
}

/** One page of the console; the frame around it has the tabs. */
export function Screen({ title, back, intro, actions, filters, children }: ScreenProps) {
  useTitle(`${title} · Administration`)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-[86rem] px-4 pt-5 pb-10 md:px-6">
        {back && <div className="-ml-1 mb-1 text-sm text-ink-muted">{back}</div>}
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1">
            <h2 className="text-xl font-bold">{title}</h2>
            {intro && <div className="mt-0.5 text-sm text-ink-muted">{intro}</div>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {filters && <div className="mt-4 flex flex-wrap items-center gap-2">{filters}</div>}
        <div className="mt-4">{children}</div>
      </div>
    </div>
  )
}
