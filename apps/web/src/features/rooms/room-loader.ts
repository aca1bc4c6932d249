import { type LoadRoomOptions, loadRoom } from './load-room.ts'

export type RoomLoader = ReturnType<typeof createRoomLoader>

/** Loads rooms when they are opened, or a moment before. What is on its way already isn't asked for twice. */
export function createRoomLoader(options: () => LoadRoomOptions) {
  const underway = new Map<string, Promise<string | null>>()

  /** Like `loadRoom`. */
  function load(id: string): Promise<string | null> {
    const known = underway.get(id)
    if (known) return known
    const loading = loadRoom(options(), id).finally(() => underway.delete(id))
    underway.set(id, loading)
    return loading
  }

  return {
    load,
    /** For a room that is likely to be opened next. What goes wrong is told when it is. */
    prefetch: (id: string) => {
      if (!options().windows.get(`room:${id}`)) load(id).catch(() => {})
    },
  }
}
