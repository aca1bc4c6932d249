import type { Root } from 'mdast'
import { type Extension as FromMarkdown, fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import type { Extension as Syntax } from 'micromark-util-types'
import { at, colon } from './characters.ts'
import { exceedsLimits, isTooDeep } from './limits.ts'
import { mention } from './mention.ts'
import { shortcode } from './shortcode.ts'
import type { MentionToken, ShortcodeToken } from './tokens.ts'

const chatSyntax: Syntax = {
  text: { [at]: mention, [colon]: shortcode },
  // HTML is text here. Definitions and underlined headings would swallow or enlarge lines that people wrote as they are.
  disable: { null: ['htmlFlow', 'htmlText', 'definition', 'setextUnderline'] },
}

const chatNodes: FromMarkdown = {
  enter: {
    mention(token) {
      this.enter({ type: 'mention', value: this.sliceSerialize(token) } satisfies MentionToken, token)
    },
    shortcode(token) {
      this.enter({ type: 'shortcode', value: this.sliceSerialize(token) } satisfies ShortcodeToken, token)
    },
  },
  exit: {
    mention(token) {
      this.exit(token)
    },
    shortcode(token) {
      this.exit(token)
    },
  },
}

const extensions = [gfmAutolinkLiteral(), gfmStrikethrough(), gfmTable(), gfmTaskListItem(), chatSyntax]
const mdastExtensions = [
  gfmAutolinkLiteralFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
  gfmTableFromMarkdown(),
  gfmTaskListItemFromMarkdown(),
  chatNodes,
]

/**
 * Markdown to mdast, with mentions and shortcodes as nodes; null when the text is past a limit, and so to be taken as
 * it is. Takes bounded time.
 */
export function parseMarkdown(text: string): Root | null {
  if (exceedsLimits(text)) return null
  try {
    const root = parseUnbounded(text)
    return isTooDeep(root) ? null : root
  } catch {
    // No text is known that the parser throws on, but one message must never make a whole room unreadable.
    return null
  }
}

/** Without limits and safety net: only for tests. */
export function parseUnbounded(text: string): Root {
  return fromMarkdown(text, { extensions, mdastExtensions })
}
