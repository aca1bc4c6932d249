import type { Nodes } from 'mdast'
import { lengthOf, messageLimit } from '../limits.ts'

// The parser's time grows with the square of some of these. At these numbers, beyond what people write, the worst texts
// known take 20 to 40 ms; limits.test.ts measures them.
const mostLines = 500
const mostPairs = 450
const mostMarks = 1200
const mostWordsAfterBracket = 800
const mostContainers = 300
const mostContainersInLine = 12
const widestIndent = 48
const deepest = 24

const pairs = /[*_~[\]]/g
const marks = /[`|\\<&]/g
const bracketed = /\[[^[\]\\`]*\]/g
// Where the parser tries an address, looking back for an open bracket each time.
const words = /(?<![\w+./-])[\w+.-]/g
// In an address the parser looks past punctuation for the end, at each such character.
const longTrail = /[!"&'()*,.:;<>?[\]_~]{200}/
const address = /www\.|:\/\//i
const containers = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+/
const container = />|[-+*]|\d+[.)]/g

/** Whether parsing the text as Markdown could take long. Linear; fenced code is cheap to parse and isn't counted. */
export function exceedsLimits(text: string): boolean {
  if (text.length > messageLimit && lengthOf(text) > messageLimit) return true

  const lines = withoutFencedCode(text.split('\n'))
  if (lines.length > mostLines) return true

  let containerCount = 0
  let wordCount = 0
  let pairCount = 0
  let markCount = 0
  for (const line of lines) {
    const prefix = containers.exec(line)?.[0].replaceAll('\t', '    ') ?? ''
    const inLine = prefix.match(container)?.length ?? 0
    if (inLine > mostContainersInLine || prefix.length > widestIndent) return true
    containerCount += inLine
    if (wordCount > 0 || line.replace(bracketed, '').includes('[')) wordCount += line.match(words)?.length ?? 0
    if (longTrail.test(line) && address.test(line)) return true
    pairCount += line.match(pairs)?.length ?? 0
    markCount += line.match(marks)?.length ?? 0
  }
  if (wordCount > mostWordsAfterBracket) return true
  return containerCount > mostContainers || pairCount > mostPairs || markCount > mostMarks
}

const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/
const indentedFence = /^[ \t>\-+*\d.)]+(?:```|~~~)/

/**
 * The lines outside fences. Only fences at the very start of a line are certain to be what they look like; with any
 * other, everything counts, so that nothing costly can hide behind one.
 */
function withoutFencedCode(lines: string[]): string[] {
  if (lines.some((line) => indentedFence.test(line))) return lines
  let opener: string | undefined
  return lines.filter((line) => {
    const match = fence.exec(line)
    const found = match?.[1] ?? match?.[2]
    if (opener === undefined) {
      opener = found
      return true
    }
    const closes = found?.startsWith(opener) && line.trimEnd() === found
    if (closes) opener = undefined
    return closes
  })
}

/** Whether the tree is too deep to recurse over, and to be shown. */
export function isTooDeep(root: Nodes): boolean {
  let level: Nodes[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true
    level = level.flatMap((node): Nodes[] => ('children' in node ? node.children : []))
  }
  return false
}
