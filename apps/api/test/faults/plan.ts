import { faults } from './faults.ts'
import type { Random } from './people/random.ts'

/** Faults in the order in which they strike; those in one list strike together. */
export type Plan = readonly (readonly string[])[]

/** All faults, or these, once each in an order of the seed's; about every `share`-th time two together. */
export function makePlan(random: Random, { names = Object.keys(faults), share = 1 } = {}): Plan {
  const left = random.shuffled(names)
  const plan: string[][] = []
  for (let first = left.shift(); first; first = left.shift()) {
    const partner = random.next() < 1 / share ? left.findIndex((name) => subjectOf(name) !== subjectOf(first)) : -1
    plan.push([first, ...(partner >= 0 ? left.splice(partner, 1) : [])])
  }
  return plan
}

/** What it happens to: the same thing isn't killed and restarted at the same time. */
function subjectOf(name: string): string {
  return /redis|mysql|nginx|node/.exec(name)?.[0] ?? name
}
