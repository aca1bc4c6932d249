import { describe, expect, test } from 'vitest'
import { mentionLimit, mentionsOf } from './mentions.ts'
import { parseMessage } from './parse-message.ts'

describe('mentionsOf', () => {
  test.each([
    ['@ann and @Bob.Lee, (@cat)', ['ann', 'bob.lee', 'cat']],
    ['@ann @ANN', ['ann']],
    ['Ask @ann.', ['ann']],
    ['_@ann_ **@bob** ~~@cat~~', ['ann', 'bob', 'cat']],
    ['@ann_ @a_b', ['ann_', 'a_b']],
    ['cc:@ann', ['ann']],
    ['> @ann\n\n- @bob', ['ann', 'bob']],
    ['你好@ann你好', ['ann']],
    ["@ann's", ['ann']],
    ['@ann/@bob', ['ann']],
  ])('%j mentions %j', (text, usernames) => {
    expect(mentionsOf(text)).toEqual({ usernames, all: false })
  })

  test.each([
    '`@ann`',
    '```\n@ann\n```',
    '\\@ann',
    'me@ann',
    'me@ann.org',
    'https://example.org/@ann',
    '[@ann](https://example.org)',
    'npm i @scope/package',
    '@user@elsewhere.org',
    '@a',
    `@${'a'.repeat(33)}`,
    '@here @system',
    '@',
  ])('%j mentions nobody', (text) => {
    expect(mentionsOf(text)).toEqual({ usernames: [], all: false })
  })

  test('@all is everybody, and nobody in particular', () => {
    expect(mentionsOf('@All: lunch')).toEqual({ usernames: [], all: true })
    expect(mentionsOf('`@all` @allan')).toEqual({ usernames: ['allan'], all: false })
  })

  test('takes a document as well', () => {
    expect(mentionsOf(parseMessage('hi @ann'))).toEqual({ usernames: ['ann'], all: false })
  })

  test('stops at its limit', () => {
    const text = Array.from({ length: mentionLimit + 10 }, (_, i) => `@user${i}`).join(' ')
    expect(mentionsOf(text).usernames).toHaveLength(mentionLimit)
  })
})
