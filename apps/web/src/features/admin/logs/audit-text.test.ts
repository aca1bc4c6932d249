import { expect, test } from 'vitest'
import { tellEntry } from './audit-text.ts'

test.each([
  ['setUserRole', '{"from":"MEMBER","to":"ADMIN"}', 'made Ben Okri an administrator'],
  ['setUserRole', '{"from":"ADMIN","to":"MEMBER"}', 'made Ben Okri a member'],
  ['createUser', '{"role":"ADMIN"}', 'created an account for Ben Okri, as an administrator'],
  ['deactivateUser', '{}', 'deactivated Ben Okri'],
])('%s %s is told as “%s”', (action, details, text) => {
  expect(tellEntry({ action, targetName: 'Ben Okri', details })).toBe(text)
})

test('an action that this version doesn’t know, or details that can’t be read, are told all the same', () => {
  expect(tellEntry({ action: 'setRoomTopic', targetName: 'garden', details: '{}' })).toBe('set room topic: garden')
  expect(tellEntry({ action: 'setRoomArchived', targetName: 'garden', details: '{' })).toBe('archived garden')
})
