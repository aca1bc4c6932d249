import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../../ui/IconButton.tsx'
import type { Line } from './highlight.ts'

type CodeBlockProps = { language: string | null; value: string }

/** Code as it was written; its colours come later, when the highlighter has been loaded. */
export function CodeBlock({ language, value }: CodeBlockProps) {
  const lines = useHighlighted(language, value)
  return (
    <div className="group/code relative my-1 max-w-full overflow-hidden rounded-m border border-line bg-sunken">
      {/* Scrolls sideways, so the keyboard must reach it. */}
      <pre tabIndex={0} className="overflow-x-auto px-3 py-2 font-mono text-[0.8125rem] leading-[1.25rem]">
        <code>{lines ? lines.map((line, index) => <CodeLine key={index} line={line} />) : value}</code>
      </pre>
      <CopyButton value={value} />
    </div>
  )
}

function CodeLine({ line }: { line: Line }) {
  return (
    <>
      {line.map((token, index) => (
        <span key={index} style={{ color: token.color }}>
          {token.text}
        </span>
      ))}
      {'\n'}
    </>
  )
}

function CopyButton({ value }: { value: string }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <IconButton
      label={isCopied ? 'Copied' : 'Copy code'}
      size="s"
      icon={isCopied ? <Check /> : <Copy />}
      className="!absolute top-1 right-1 bg-raised opacity-0 shadow-panel group-hover/code:opacity-100 focus-visible:opacity-100"
      onClick={() => {
        void navigator.clipboard.writeText(value).then(() => setIsCopied(true))
      }}
    />
  )
}

function useHighlighted(language: string | null, value: string): Line[] | null {
  const [result, setResult] = useState<{ value: string; lines: Line[] } | null>(null)
  useEffect(() => {
    if (!language) return undefined
    let isCurrent = true
    void import('./highlight.ts')
      .then(({ highlight }) => highlight(language, value))
      .then((lines) => {
        if (isCurrent && lines) setResult({ value, lines })
      })
    return () => {
      isCurrent = false
    }
  }, [language, value])
  return result?.value === value ? result.lines : null
}
