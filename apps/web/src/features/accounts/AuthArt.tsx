import { cx } from '../../lib/cx.ts'
import { Avatar } from '../../ui/Avatar.tsx'

const lines = [
  { id: 'm', name: 'Mira Okafor', widths: ['w-52', 'w-36'], shift: '-ml-6' },
  { id: 'j', name: 'Jonas Lind', widths: ['w-64'], shift: 'ml-10' },
  { id: 'a', name: 'Aiko Tanaka', widths: ['w-44', 'w-60', 'w-24'], shift: '-ml-2' },
  { id: 's', name: 'Sol Reyes', widths: ['w-40'], shift: 'ml-16', isMine: true },
]

/** A conversation seen from so far that it can't be read. */
export function AuthArt() {
  return (
    <div aria-hidden="true" className="relative -my-2 -mr-2 hidden flex-1 place-items-center overflow-hidden lg:grid">
      <div className="absolute -top-40 -right-32 size-[34rem] rounded-full bg-[radial-gradient(closest-side,color-mix(in_oklch,var(--accent)_22%,transparent),transparent)]" />
      <div className="absolute -bottom-48 -left-24 size-[30rem] rounded-full bg-[radial-gradient(closest-side,color-mix(in_oklch,var(--accent)_14%,transparent),transparent)]" />
      <div className="relative flex w-[26rem] xl:scale-115 flex-col gap-5">
        {lines.map((line, index) => (
          <div
            key={line.id}
            className={cx('flex animate-rise items-start gap-3', line.shift, line.isMine && 'flex-row-reverse')}
            style={{ animationDelay: `${120 + index * 90}ms`, animationFillMode: 'backwards' }}
          >
            <Avatar user={line} size="m" />
            <span
              className={cx(
                'flex flex-col gap-2.5 rounded-xl px-4 py-3.5 shadow-panel',
                line.isMine ? 'rounded-tr-s bg-accent' : 'rounded-tl-s bg-raised',
              )}
            >
              {line.widths.map((width) => (
                <span
                  key={width}
                  className={cx('h-2 rounded-full', width, line.isMine ? 'bg-on-accent opacity-50' : 'bg-pressed')}
                />
              ))}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
