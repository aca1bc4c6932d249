type TitledRoom = {
  kind: 'PUBLIC' | 'PRIVATE' | 'DIRECT'
  name: string
  directMembers: readonly { id: string; name: string }[]
}

/** What a room is called by this viewer: its name, or the names of the others in it. */
export function roomTitle(room: TitledRoom, viewerId: string): string {
  if (room.kind !== 'DIRECT' || room.name) return room.name
  const others = room.directMembers.filter((member) => member.id !== viewerId)
  if (others.length === 0) return 'Notes to yourself'
  if (others.length === 1) return others[0]?.name ?? ''
  return others.map((member) => member.name.split(/\s+/u)[0]).join(', ')
}
