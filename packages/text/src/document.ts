/** A message as a tree: plain data, closed, and the only thing anybody renders. It never holds HTML. */
export type MessageDocument = { type: 'document'; children: Block[] }

export type Block = Paragraph | Heading | CodeBlock | Quote | List | Table | Divider
export type Inline = Text | LineBreak | Strong | Emphasis | Strike | InlineCode | Link | Mention | MentionAll | Emoji
export type MessageNode = MessageDocument | Block | ListItem | TableRow | TableCell | Inline

export type Paragraph = { type: 'paragraph'; children: Inline[] }
export type Heading = { type: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; children: Inline[] }
/** `language` is lower-case, without spaces; null when none was given. `value` has no final newline. */
export type CodeBlock = { type: 'codeBlock'; language: string | null; value: string }
export type Quote = { type: 'quote'; children: Block[] }
/** `start` is the first number of an ordered list, null for a bulleted one. */
export type List = { type: 'list'; start: number | null; children: ListItem[] }
/** `checked` is null when the item isn't a task. */
export type ListItem = { type: 'listItem'; checked: boolean | null; children: Block[] }
/** The first row is the header. Every row has as many cells as `align` has entries. */
export type Table = { type: 'table'; align: ColumnAlign[]; children: TableRow[] }
export type TableRow = { type: 'tableRow'; children: TableCell[] }
export type TableCell = { type: 'tableCell'; children: Inline[] }
export type ColumnAlign = 'left' | 'center' | 'right' | null
export type Divider = { type: 'divider' }

/** `value` never contains a newline: that is a `break`. */
export type Text = { type: 'text'; value: string }
export type LineBreak = { type: 'break' }
export type Strong = { type: 'strong'; children: Inline[] }
export type Emphasis = { type: 'emphasis'; children: Inline[] }
export type Strike = { type: 'strike'; children: Inline[] }
export type InlineCode = { type: 'inlineCode'; value: string }
/** `href` is absolute and its scheme is http, https or mailto. No link, mention or `@all` lies inside a link. */
export type Link = { type: 'link'; href: string; children: Inline[] }
/** `username` is lower-case and valid, but may be nobody's: then show `value`, the text as written (`@Ann`). */
export type Mention = { type: 'mention'; username: string; value: string }
/** `value` is the text as written (`@all`). */
export type MentionAll = { type: 'mentionAll'; value: string }
/** A `:shortcode:`, perhaps unknown: then show `value`, the text as written. Emoji typed as characters stay text. */
export type Emoji = { type: 'emoji'; shortcode: string; value: string }
