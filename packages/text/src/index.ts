export type {
  Block,
  CodeBlock,
  ColumnAlign,
  Divider,
  Emoji,
  Emphasis,
  Heading,
  Inline,
  InlineCode,
  LineBreak,
  Link,
  List,
  ListItem,
  Mention,
  MentionAll,
  MessageDocument,
  MessageNode,
  Paragraph,
  Quote,
  Strike,
  Strong,
  Table,
  TableCell,
  TableRow,
  Text,
} from './document.ts'
export { isEmoji, tidyEmoji } from './is-emoji.ts'
export { isOnlyEmoji } from './is-only-emoji.ts'
export { lengthOf, messageLimit, nameLimit, roomNameLimit, titleLimit, topicLimit } from './limits.ts'
export type { Mentions } from './mentions.ts'
export { mentionLimit, mentionsOf } from './mentions.ts'
export { parseMessage } from './parse-message.ts'
export { plainText } from './plain-text.ts'
export { isBlank, tidyLine, tidyText } from './tidy.ts'
export { isReservedUsername, isUsername, usernamePattern } from './usernames.ts'
