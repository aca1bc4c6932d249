import type { Exchange } from './exchange.ts'

/** One person calls for another, who hasn't answered yet. */
export const calls: readonly Exchange[] = [
  [['a', '‹@b› when you’re back: could you look at ‹pull›? No hurry.']],
  [['a', '‹@b› is it fine if I move ‹meeting› to ‹hour›?']],
  [['a', '‹@b› they’d like to hear from you about ‹feature›, I said ‹soon›.']],
  [['a', 'I’ve put your name next to ‹issue› ‹@b›, tell me if that’s wrong 🙂']],
  [['a', '‹@b› one question left in ‹doc›, the paragraph about ‹service›.']],
  [
    [
      'a',
      'Almost done with ‹feature›, only need a yes from ‹@b› for the wording: “Nothing here yet — and that’s fine.”',
    ],
  ],
  [['a', '‹@b› thank you for yesterday, it works ‹happy›']],
]
