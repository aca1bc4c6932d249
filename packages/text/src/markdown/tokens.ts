import type { Node } from 'mdast'

// What the syntax adds to micromark's tokens and mdast's nodes.
declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mention: 'mention'
    shortcode: 'shortcode'
  }
}

declare module 'mdast' {
  interface PhrasingContentMap {
    mention: MentionToken
    shortcode: ShortcodeToken
  }
  interface RootContentMap {
    mention: MentionToken
    shortcode: ShortcodeToken
  }
}

/** `value` is the source, `@Ann` or `:tada:`. */
export type MentionToken = Node & { type: 'mention'; value: string }
export type ShortcodeToken = Node & { type: 'shortcode'; value: string }
