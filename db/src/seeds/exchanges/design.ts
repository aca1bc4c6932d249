import type { Exchange } from './exchange.ts'

export const design: readonly Exchange[] = [
  [
    [
      'a',
      'New round for ‹screen›: ‹mock›\n\nWhat changed:\n- one column instead of two\n- the primary action is where the thumb is\n- less grey',
      '😍 👀',
    ],
    ['b', 'So much calmer.'],
    ['>c', 'Does the second line survive German?'],
    ['>a', 'It wraps. I tried it with “Benachrichtigungseinstellungen”.', '😂'],
    ['>b', 'And right-to-left?'],
    ['>a', 'Mirrors fine, the badge needs a look.'],
  ],
  [
    ['a', 'Contrast of the muted text is 3.9:1. I’d go one step darker everywhere.'],
    ['b', '‹yes›. One token, `--text-2`.'],
    ['a', 'Then it’s 5.1:1. Shipping ‹soon›.', '♿ 💚'],
  ],
  [
    ['a', 'Left or right? ‹mock›', '⬅️ ➡️ ⬅️'],
    ['b', 'Left. The right one shouts.'],
    ['c', 'Left, with the spacing of the right one?'],
    ['a', 'You’re both right, which is left 🙂', '😂'],
  ],
  [
    ['a', 'Crit for ‹feature› at ‹hour›, bring coffee. Prototype: ‹mock›', '☕'],
    ['b', 'I’ll be ‹n› minutes late.'],
    ['c', 'There.'],
  ],
  [
    ['a', 'I counted: we have ‹percent› shades of grey. Proposal: nine.', '😂 👏'],
    ['b', 'I can name four of them from memory.'],
    ['c', 'Please keep #6b7280, it’s load-bearing.'],
    ['a', 'Nine and one load-bearing.'],
  ],
  [
    ['a', 'Motion for ‹screen›: 160 ms, ease-out, and none at all with *reduce motion*. Try it: ‹mock›', '✨ 💯'],
    ['b', 'Feels instant. I’d not go longer.'],
  ],
  [
    [
      'a',
      'Tested ‹feature› with a screen reader and ‹n› people. Two findings:\n\n1. new items aren’t announced\n2. focus goes to the top after closing the dialog',
      '🙏 👀',
    ],
    ['b', 'Both are mine, fixing ‹soon›.'],
    ['>b', 'Announced politely now, focus returns to what opened it: ‹pull›'],
    ['>a', 'Tried it, feels right ‹happy›', '💚'],
  ],
  [
    ['a', 'Which icon would you expect for ‹feature›?'],
    ['b', 'Anything but a gear.'],
    ['c', 'A word.', '💯 😂'],
    ['a', 'A word it is.'],
  ],
  [
    ['a', 'Empty states got some love: ‹mock›', '🥹 😍 ✨'],
    ['b', 'The little lighthouse!'],
    ['c', 'Please never change it.'],
  ],
  [
    ['a', 'Copy question for ‹screen›: “Delete” or “Remove”?'],
    ['b', '“Remove” when it can come back, “Delete” when it’s gone.'],
    ['a', 'Wrote that into ‹doc›. ‹thanks›.', '👍'],
  ],
]
