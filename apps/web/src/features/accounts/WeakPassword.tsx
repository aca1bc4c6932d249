/** Why a password was refused, and what would make it stronger. */
export function WeakPassword({ message, suggestions }: { message: string; suggestions: readonly string[] }) {
  return (
    <>
      {message}
      {suggestions.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {suggestions.map((suggestion) => (
            <li key={suggestion}>{suggestion}</li>
          ))}
        </ul>
      )}
    </>
  )
}
