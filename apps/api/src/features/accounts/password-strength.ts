import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english, translations } from '@zxcvbn-ts/language-en'

// Imported when the first password is chosen: the dictionaries are large.

const zxcvbn = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, translations })

/** Fewer guesses than 10^8: within reach of somebody who has the hashes, and a breached list away from anybody. */
const weakBelow = 3

/** How hard a password is to guess for somebody who knows all leaked ones, and `personal`: what is known of its owner. */
export function estimate(password: string, personal: readonly string[]) {
  const { score, feedback } = zxcvbn.check(password, ['parley', ...personal])
  return {
    isWeak: score < weakBelow,
    reason: feedback.warning || 'This password is easily guessed.',
    suggestions: feedback.suggestions,
  }
}
