import { exec } from './exec.ts'
import { say } from './say.ts'

/** Builds the web app into apps/web/dist. Turbo knows by the content of its files whether there is anything to do. */
export async function buildWeb(): Promise<{ ok: boolean; output: string }> {
  const started = performance.now()
  const args = ['run', 'build', '--filter=@parley/web', '--output-logs=new-only', '--log-prefix=none']
  const { ok, output } = await exec('turbo', args, { env: TURBO })
  const cached = /Cached:\s+1 cached/.test(output)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (ok) say(cached ? 'The web app is up to date.' : `Built the web app in ${seconds} s.`)
  return { ok, output }
}

/** No telemetry, no daemon that stays behind, no notices. */
export const TURBO = { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' }
