import { createStore } from '../../lib/store.ts'

/** Whether the sidebar lies over the app; on phones only. */
export const isDrawerOpen = createStore(false)
