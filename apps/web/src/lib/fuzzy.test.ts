import { expect, test } from 'vitest'
import { fuzzyFilter, fuzzyScore } from './fuzzy.ts'

const names = ['design-review', 'general', 'Release engineering', 'random', 'Désirée Anders']

test('the start of a word beats its middle', () => {
  expect(fuzzyFilter('re', names, String)[0]).toBe('Release engineering')
})

test('initials of words match', () => {
  expect(fuzzyFilter('dr', names, String)).toContain('design-review')
})

test('accents and case do not matter', () => {
  expect(fuzzyFilter('DESIREE', names, String)[0]).toBe('Désirée Anders')
})

test('letters in the wrong order do not match', () => {
  expect(fuzzyScore('lareneg', 'general')).toBe(0)
})

test('no query matches everything and keeps the order', () => {
  expect(fuzzyFilter('', names, String)).toEqual(names)
})
