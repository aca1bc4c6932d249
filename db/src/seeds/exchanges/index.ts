import { calls } from './calls.ts'
import { company, direct } from './company.ts'
import { design } from './design.ts'
import { engineering } from './engineering.ts'
import type { Exchange } from './exchange.ts'
import { abroad, french, german, japanese, spanish } from './languages.ts'
import { life } from './life.ts'
import { operations } from './operations.ts'
import { product, support } from './product.ts'

/** What a team talks about, by theme. */
export const exchanges = {
  abroad,
  calls,
  company,
  design,
  direct,
  engineering,
  french,
  german,
  japanese,
  life,
  operations,
  product,
  spanish,
  support,
} as const satisfies Record<string, readonly Exchange[]>

export type Theme = keyof typeof exchanges
