import type { Step } from './step.ts'

export type Suite = {
  /** Checks that look at files; each is run by its name. */
  checks: Step[]
  /** Unit, feature and contract tests. */
  tests: (args: string[]) => Step
  bundle: Step
  /** What happens in a browser; it needs the bundle. */
  stories: (args: string[]) => Step
  /** The names of vitest's projects, stories aside. */
  projects: string[]
  /** The files of the stories, from the root. */
  storyFiles: string[]
}

/** The steps for the words after `npm test --`: all of them, those with such a name, or the tests in files that match. */
export function choose(args: string[], suite: Suite): Step[] {
  const { checks, tests, bundle, stories, projects, storyFiles } = suite
  const all = [...checks, tests([]), bundle, stories([])]
  if (args.length === 0) return all
  const words = args.filter((arg) => !arg.startsWith('-'))
  const named = all.filter(({ name }) => words.includes(name.replaceAll(' ', '-')))
  if (named.some(({ name }) => name === stories([]).name))
    return [...new Set([...named.slice(0, -1), bundle, ...named.slice(-1)])]
  if (named.length > 0) return named
  // A workspace's name means all its tests; vitest itself matches paths only.
  const filtered = args.map((arg) => (projects.includes(arg) ? `--project=${arg}` : arg))
  const isStory = storyFiles.some((file) => words.some((word) => file.includes(word)))
  return isStory ? [tests(filtered), bundle, stories(args)] : [tests(filtered)]
}
