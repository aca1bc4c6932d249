import { aptInstall } from './debian.ts'
import { findBinary, isExecutable } from './find.ts'
import { ServiceUnavailableError } from './service.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The path of a Chromium: TEST_CHROMIUM, else one found on this machine, else installed with apt-get (root only).
 * Throws ServiceUnavailableError when there is none.
 */
export async function findChromium(): Promise<string> {
  const find = () => process.env.TEST_CHROMIUM ?? findBinary(...NAMES) ?? MAC.find(isExecutable)
  const found = find() ?? ((await aptInstall('chromium')) ? find() : undefined)
  if (found) return found
  throw new ServiceUnavailableError('No Chromium: set TEST_CHROMIUM to its path, or install chromium or Google Chrome.')
}
