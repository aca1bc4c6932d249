import { createStore } from './store.ts'
import { readStored, writeStored } from './storage.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const accents = ['spruce', 'ocean', 'iris', 'plum', 'ember', 'graphite'] as const
export type Accent = (typeof accents)[number]

/** What this browser chose. public/theme.js applies the same two values before the first paint. */
export const theme = createStore<Theme>(oneOf(themes, readStored('theme')))
export const accent = createStore<Accent>(oneOf(accents, readStored('accent')))

export function chooseTheme(next: Theme): void {
  writeStored('theme', next)
  theme.set(next)
  apply()
}

export function chooseAccent(next: Accent): void {
  writeStored('accent', next)
  accent.set(next)
  apply()
}

/** Follows the system and the other tabs of this browser. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  window.addEventListener('storage', (event) => {
    if (event.key === 'parley.theme') theme.set(oneOf(themes, event.newValue))
    if (event.key === 'parley.accent') accent.set(oneOf(accents, event.newValue))
    apply()
  })
}

function apply(): void {
  const { dataset } = document.documentElement
  const isDark =
    theme.get() === 'dark' || (theme.get() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  dataset.theme = isDark ? 'dark' : 'light'
  dataset.accent = accent.get()
}

function oneOf<T extends string>(values: readonly [T, ...T[]], value: string | null): T {
  return values.find((each) => each === value) ?? values[0]
}
