export { showProgress } from './progress.ts'
export { NotEmptyError, seed, type Seeded, type SeedOptions } from './seed.ts'
export { type Size, type SizeName, sizes } from './sizes.ts'
