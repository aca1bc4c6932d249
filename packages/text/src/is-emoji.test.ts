import { describe, expect, test } from 'vitest'
import { isEmoji, tidyEmoji } from './is-emoji.ts'
import { isOnlyEmoji } from './is-only-emoji.ts'
import { parseMessage } from './parse-message.ts'

describe('isEmoji', () => {
  test.each(['👍', '👍🏽', '❤️', '👨‍👩‍👧', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🇪🇺', '1️⃣', '🧑🏼‍🤝‍🧑🏿'])('%s is one', (text) => {
    expect(isEmoji(text)).toBe(true)
  })

  test.each(['', 'a', '1', '👍👍', '👍 ', '🇪', '\u200d', ':+1:'])('%j is none', (text) => {
    expect(isEmoji(text)).toBe(false)
  })
})

test('an emoji with or without its style selector has one right spelling', () => {
  expect(tidyEmoji('👍\ufe0f')).toBe('👍')
  expect(tidyEmoji('❤')).toBe('❤\ufe0f')
  expect(tidyEmoji('👍🏽')).toBe('👍🏽')
  expect(tidyEmoji('nothing')).toBeNull()
  expect(tidyEmoji('👍👍')).toBeNull()
})

describe('isOnlyEmoji', () => {
  test.each(['👍', '👍🏽❤️ 👨‍👩‍👧', '🎉\n🎉', ':tada: 🎉', '🎉'.repeat(6)])('%j is shown large', (text) => {
    expect(isOnlyEmoji(parseMessage(text))).toBe(true)
  })

  test.each(['', 'ok 👍', '🎉'.repeat(7), '**👍**', '- 👍', '👍\n\n👍', '`👍`', '12'])('%j is not', (text) => {
    expect(isOnlyEmoji(parseMessage(text))).toBe(false)
  })
})
