import { Presets, SingleBar } from 'cli-progress'

/** A bar on the terminal, with the rate and the time that is left; one line now and then where there is no terminal. */
export function showProgress(total: number) {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % · {done} of {all} messages · {rate} a second · {left} left',
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 5000,
      stream: process.stdout,
    },
    Presets.shades_classic,
  )
  const started = performance.now()
  const number = (value: number) => value.toLocaleString('en')
  const all = number(total)
  bar.start(total, 0, { done: '0', all, rate: '–', left: '–' })
  return {
    update(done: number): void {
      const seconds = (performance.now() - started) / 1000
      const rate = done / seconds
      bar.update(done, {
        done: number(done),
        all,
        rate: number(Math.round(rate)),
        left: `${Math.ceil((total - done) / rate)} s`,
      })
    },
    stop: (): void => bar.stop(),
  }
}
