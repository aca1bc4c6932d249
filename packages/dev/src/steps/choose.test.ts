import { expect, test } from 'vitest'
import { choose, type Suite } from './choose.ts'
import { type Step, verdict } from './step.ts'

function step(name: string): Step {
  return { name, run: async () => verdict(true, '') }
}

const suite: Suite = {
  checks: [step('lint'), step('dead code')],
  tests: (args) => step(['tests', ...args].join(' ')),
  bundle: step('bundle'),
  stories: (args) => step(['stories', ...args].join(' ')),
  projects: ['api', 'db'],
  storyFiles: ['apps/web/e2e/threads.e2e.ts'],
}

test.each([
  ['', ['lint', 'dead code', 'tests', 'bundle', 'stories']],
  ['lint', ['lint']],
  ['dead-code lint', ['lint', 'dead code']],
  ['stories', ['bundle', 'stories']],
  ['bundle stories', ['bundle', 'stories']],
  ['features/rooms', ['tests features/rooms']],
  ['api db', ['tests --project=api --project=db']],
  ['threads', ['tests threads', 'bundle', 'stories threads']],
  ['-t member', ['tests -t member']],
])('"npm test -- %s" runs %j', (line, expected) => {
  const chosen = choose(line.split(' ').filter(Boolean), suite)
  expect(chosen.map(({ name }) => name)).toEqual(expected)
})
