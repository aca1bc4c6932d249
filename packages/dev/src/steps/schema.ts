import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'
import { exec } from '../exec.ts'
import { ROOT } from '../root.ts'
import { type Outcome, type Step, verdict } from './step.ts'

const FILE = 'packages/schema/schema.graphql'

/** The committed schema is what the api serves, and breaks no client of the base branch. */
export const schemaStep: Step = {
  name: 'schema',
  run: async () => {
    const printed = await exec(process.execPath, ['apps/api/src/schema/print.ts'], { timeout: 60_000 })
    if (!printed.ok) return verdict(false, printed.output)
    const committed = await readFile(join(ROOT, FILE), 'utf8')
    if (printed.stdout.trim() !== committed.trim()) {
      return verdict(false, `${FILE} isn't what the api serves. Run \`npm run schema\` and review the difference.`)
    }
    return compareWithBase(committed)
  },
}

async function compareWithBase(schema: string): Promise<Outcome> {
  const base = await readBase()
  if (!base) return verdict(true, '', 'no base branch to compare with')
  const broken = await findBreakingChanges(base.schema, schema)
  if (broken.length === 0) return verdict(true, '')
  const reason = process.env.PARLEY_BREAKING_SCHEMA_CHANGE
  if (reason) return verdict(true, '', `${broken.length} breaking changes: ${reason}`)
  const hint = 'Where it must be, say why: PARLEY_BREAKING_SCHEMA_CHANGE="the reason" npm test'
  return verdict(false, [`This breaks clients written for ${base.name}:`, ...broken, hint].join('\n'))
}

/** What a client written for the first schema would stumble over in the second, a sentence each. */
export async function findBreakingChanges(before: string, after: string): Promise<string[]> {
  const changes = await diff(buildSchema(before), buildSchema(after))
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => `  ${message}`)
}

async function readBase(): Promise<{ name: string; schema: string } | undefined> {
  for (const name of ['origin/main', 'main']) {
    const { ok, stdout } = await exec('git', ['show', `${name}:${FILE}`]).catch(() => ({ ok: false, stdout: '' }))
    if (ok) return { name, schema: stdout }
  }
  return undefined
}
