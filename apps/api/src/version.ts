import manifest from '../package.json' with { type: 'json' }

/** Of this Parley. */
export const { version } = manifest
