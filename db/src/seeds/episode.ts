import type { MessageRow, UserRow } from '../schema.ts'
import type { Exchange } from './exchanges/exchange.ts'
import { exchanges, type Theme } from './exchanges/index.ts'
import type { Random } from './random.ts'
import type { RoomLog } from './room-log.ts'
import { mistyped, personOf, type Scene, speak } from './speak.ts'

export type Episode = {
  themes: readonly Theme[]
  /** Those who may speak: members. */
  people: readonly UserRow[]
  /** About how many messages, and how many at most. */
  wanted: number
  most: number
  /** When it must be over, so that the next can begin. */
  until: number
}

const typicalWait = 45_000

/** Some exchanges in a row, as when people are at their desks at the same time. Returns how many messages were posted. */
export function playEpisode(random: Random, log: RoomLog, episode: Episode): number {
  const haste = Math.min(1, (episode.until - log.at) / (episode.wanted * 1.6 * typicalWait))
  const pass = (mean: number) => {
    log.at = Math.max(log.at, Math.min(episode.until, Math.floor(log.at + 900 * haste + random.wait(mean * haste))))
  }
  let posted = 0
  while (posted < episode.wanted && posted < episode.most) {
    const exchange: Exchange = random.pick(exchanges[random.pick(episode.themes)])
    const scene = { people: random.some(episode.people, 3), chosen: new Map() }
    posted += playExchange(
      { random, log, pass, people: episode.people },
      exchange.slice(0, episode.most - posted),
      scene,
    )
  }
  return posted
}

/** Somebody asks for one of the others. One message. */
export function playCall(random: Random, log: RoomLog, people: readonly [caller: UserRow, called: UserRow]): void {
  const scene = { people, chosen: new Map() }
  playExchange({ random, log, pass: () => undefined, people }, random.pick(exchanges.calls), scene)
}

type Stage = { random: Random; log: RoomLog; pass: (mean: number) => void; people: readonly UserRow[] }

function playExchange(stage: Stage, exchange: Exchange, scene: Scene): number {
  const { random, log, pass } = stage
  let opening: MessageRow | null = null
  for (const [who, template, reactions] of exchange) {
    const author = personOf(scene, who.replace('>', ''))
    const speech = speak(random, scene, template)
    const wrong = random.chance(0.05) ? mistyped(random, speech.text) : null
    pass(typicalWait)
    const message = log.post(author.id, { ...speech, text: wrong ?? speech.text }, who.startsWith('>') ? opening : null)
    opening ??= message
    if (wrong) {
      pass(typicalWait / 3)
      log.edit(message, speech.text)
    }
    if (reactions) react(stage, message, reactions.split(' '))
  }
  if (opening && random.chance(0.008)) {
    pass(typicalWait)
    log.retract(opening)
  }
  return exchange.length
}

/** Emoji that fit, each by one or a few others; now and then somebody takes theirs back. */
function react({ random, log, pass, people }: Stage, to: MessageRow, emojis: string[]): void {
  const others = people.filter((person) => person.id !== to.author_id)
  for (const emoji of emojis) {
    if (random.chance(0.35)) continue
    const count = 1 + Math.min(9, Math.floor(random.wait(1 + others.length / 12)))
    for (const { id } of random.some(others, count)) {
      pass(typicalWait / 8)
      log.react(to, emoji, id)
      if (random.chance(0.01)) log.unreact(to, id)
    }
  }
}
