/** A P that speaks. Decorative: the name stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M9 7.5h9a6.75 6.75 0 0 1 0 13.5h-3.6L9 26z" className="fill-on-accent" />
      <path d="M14.2 14.25h4" strokeWidth="2.6" strokeLinecap="round" className="stroke-accent" />
    </svg>
  )
}
