/** In the composer's place where one can't write: why. */
export function ReadOnlyNote({ isArchived }: { isArchived: boolean }) {
  return (
    <p className="flex min-h-11 items-center rounded-l border border-line bg-sunken px-3.5 py-2 text-sm text-ink-muted">
      {isArchived
        ? 'This room is archived. It can be read, but nobody writes in it any more.'
        : 'You can read here, but not write.'}
    </p>
  )
}
