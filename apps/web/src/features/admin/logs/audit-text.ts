import { countOf } from '../format.ts'

type Entry = { action: string; targetName: string; details: string }
type Details = Record<string, unknown>
type Told = { label: string; tell: (name: string, details: Details) => string }

/** What each action is called in the filter, and how an entry of it reads after the name of who did it. */
const actions: Record<string, Told> = {
  createUser: {
    label: 'Account created',
    tell: (name, { role }) => `created an account for ${name}${role === 'ADMIN' ? ', as an administrator' : ''}`,
  },
  setUserRole: {
    label: 'Role changed',
    tell: (name, { to }) => `made ${name} ${to === 'ADMIN' ? 'an administrator' : 'a member'}`,
  },
  deactivateUser: { label: 'Account deactivated', tell: (name) => `deactivated ${name}` },
  reactivateUser: { label: 'Account reactivated', tell: (name) => `reactivated ${name}` },
  signOutUser: { label: 'Signed out', tell: (name) => `signed ${name} out everywhere` },
  resetPassword: { label: 'Password reset', tell: (name) => `gave ${name} a new password` },
  setRoomArchived: {
    label: 'Room archived or opened',
    tell: (name, { isArchived }) => (isArchived === false ? `took ${name} out of the archive` : `archived ${name}`),
  },
  approveNode: { label: 'Node approved', tell: (name) => `approved the node ${name}` },
  rejectNode: { label: 'Node rejected', tell: (name) => `rejected the node ${name}` },
  drainNode: { label: 'Node drained', tell: (name) => `drained the node ${name}` },
  resumeNode: { label: 'Node resumed', tell: (name) => `resumed the node ${name}` },
  forgetNode: { label: 'Node forgotten', tell: (name) => `forgot the node ${name}` },
  moveRoom: {
    label: 'Room moved',
    tell: (name, { node }) => `moved ${name}${typeof node === 'string' ? ` to ${node}` : ''}`,
  },
  rebalanceRooms: {
    label: 'Rooms rebalanced',
    tell: (_name, { total }) => `rebalanced the rooms${typeof total === 'number' ? `: ${countOf(total, 'move')}` : ''}`,
  },
}

export const actionLabels = Object.entries(actions).map(([value, { label }]) => ({ value, label }))

/** "made Ben Okri an administrator". An action of a newer server is told by its own name. */
export function tellEntry({ action, targetName, details }: Entry): string {
  return actions[action]?.tell(targetName, parse(details)) ?? `${inWords(action)}: ${targetName}`
}

function parse(details: string): Details {
  try {
    const value: unknown = JSON.parse(details)
    return typeof value === 'object' && value !== null ? (value as Details) : {}
  } catch {
    return {}
  }
}

/** "setRoomTopic" → "set room topic". */
function inWords(action: string): string {
  return action.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`).trim()
}
