import { ParleyError } from '../../errors.ts'

/** Another public room has that name. */
export class RoomNameTakenError extends ParleyError {
  override readonly name = 'RoomNameTakenError'
  constructor(name: string) {
    super(`There is a public room named “${name}” already. Choose another name.`)
  }
}

/** The room is archived: it can only be read. */
export class RoomArchivedError extends ParleyError {
  override readonly name = 'RoomArchivedError'
  constructor() {
    super('This room is archived: it can be read but not changed. An owner can take it out of the archive.')
  }
}

/** The room in which everybody lands can't be archived or left by all. */
export class DefaultRoomError extends ParleyError {
  override readonly name = 'DefaultRoomError'
  constructor() {
    super('Everybody new lands in this room, so it can’t be archived.')
  }
}

/** A room with people in it needs an owner. */
export class LastOwnerError extends ParleyError {
  override readonly name = 'LastOwnerError'
  constructor() {
    super('This room has no other owner. Make somebody else an owner first.')
  }
}
