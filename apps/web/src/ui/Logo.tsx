/** Two voices, one mark. Decorative: the name stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M8 9.5h10.5a5 5 0 0 1 0 10H13l-5 4z" className="fill-on-accent" />
      <path
        d="M20.8 12.6a5 5 0 0 1 3.4 4.7V25l-4.2-3.2"
        fill="none"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent opacity-60"
      />
    </svg>
  )
}
