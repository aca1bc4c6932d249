import type { Viewer } from '../context.ts'

type Role = Viewer['user']['role']

/**
 * Who looks when an event is worked out once for everybody of a role: nobody in particular. Whatever asks for more than
 * the role would show one person's view to all: it fails, and its field has to be marked as `viewerDependent`.
 */
export function anybody(role: Role): Viewer {
  return only<Viewer>({ user: only<Viewer['user']>({ role }) })
}

function only<T extends object>(known: Partial<T>): T {
  return new Proxy(known, {
    get(target, name) {
      if (name in target) return Reflect.get(target, name)
      throw new Error(`What is worked out for many asked for the viewer’s ${String(name)}.`)
    },
  }) as T
}
