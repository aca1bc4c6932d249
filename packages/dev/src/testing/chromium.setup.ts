import type { TestProject } from 'vitest/node'
import { findChromium, ServiceUnavailableError } from '../services/index.ts'

export async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('chromium', { url: await findChromium() })
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error
    project.provide('chromium', { missing: error.message })
  }
}
