import { InvalidInputError, OverloadedError } from '../../errors.ts'
import { ErrorInterface } from '../../schema/base.ts'
import { builder } from '../../schema/builder.ts'
import { UsernameTakenError, WeakPasswordError } from '../accounts/account-errors.ts'
import { UserRef, UserRole } from '../accounts/user.graphql.ts'
import { RoomRef } from '../rooms/room.graphql.ts'
import { DefaultRoomError, RoomNameTakenError } from '../rooms/room-errors.ts'
import { AdminRoomRef } from './admin-room.graphql.ts'
import { AdminUserRef } from './admin-user.graphql.ts'
import { LastAdministratorError, ThatIsYouError } from './administration-errors.ts'
import { createUser, deactivateUser, reactivateUser, resetPassword, setUserRole, signOutUser } from './change-users.ts'
import { setRoomArchived } from './rooms.ts'

builder.objectType(LastAdministratorError, {
  name: 'LastAdministratorError',
  description: 'The server would be left without an administrator.',
  interfaces: [ErrorInterface],
})

builder.objectType(ThatIsYouError, {
  name: 'ThatIsYouError',
  description: 'One can’t do this to one’s own account.',
  interfaces: [ErrorInterface],
})

const users = [UserRef, AdminUserRef]
const rooms = [RoomRef, AdminRoomRef]
const password = '8 to 200 characters, not easily guessed.'

const SetUserRoleInput = builder.inputType('SetUserRoleInput', {
  description: 'What somebody is to be on this server.',
  fields: (t) => ({
    userId: t.globalID({ required: true, for: users, description: 'The User, or the AdminUser.' }),
    role: t.field({ type: UserRole, required: true, description: 'What they are to be.' }),
  }),
})

const AdminUserInput = builder.inputType('AdminUserInput', {
  description: 'Whose account.',
  fields: (t) => ({
    userId: t.globalID({ required: true, for: users, description: 'The User, or the AdminUser.' }),
  }),
})

const ResetPasswordInput = builder.inputType('ResetPasswordInput', {
  description: 'A new password for somebody who lost theirs.',
  fields: (t) => ({
    userId: t.globalID({ required: true, for: users, description: 'The User, or the AdminUser.' }),
    password: t.string({ required: true, description: password }),
  }),
})

const CreateUserInput = builder.inputType('CreateUserInput', {
  description: 'An account for somebody else.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'Unique; 2 to 32 of a–z, 0–9, “.”, “_”, “-”.' }),
    name: t.string({ required: true, description: 'What others see.' }),
    password: t.string({ required: true, description: password }),
    role: t.field({ type: UserRole, defaultValue: 'MEMBER', description: 'What they are on this server.' }),
  }),
})

const SetRoomArchivedInput = builder.inputType('SetRoomArchivedInput', {
  description: 'Whether a room is to be archived.',
  fields: (t) => ({
    roomId: t.globalID({ required: true, for: rooms, description: 'The Room, or the AdminRoom.' }),
    isArchived: t.boolean({ required: true, description: 'True archives it, false takes it out of the archive.' }),
  }),
})

const authScopes = { admin: true }

builder.mutationFields((t) => {
  const user = t.arg({ type: AdminUserInput, required: true, description: 'Whose account.' })
  return {
    setUserRole: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Makes somebody an administrator, or a member again.',
      errors: { types: [LastAdministratorError, ThatIsYouError, OverloadedError] },
      args: { input: t.arg({ type: SetUserRoleInput, required: true, description: 'Who is to be what.' }) },
      resolve: (_root, { input }, ctx) => setUserRole(ctx, { userId: input.userId.id, role: input.role }),
    }),
    deactivateUser: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Closes an account: it is signed out everywhere and can’t sign in. What its owner wrote stays.',
      errors: { types: [LastAdministratorError, ThatIsYouError, OverloadedError] },
      args: { input: user },
      resolve: (_root, { input }, ctx) => deactivateUser(ctx, input.userId.id),
    }),
    reactivateUser: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Opens a closed account again.',
      errors: { types: [OverloadedError] },
      args: { input: user },
      resolve: (_root, { input }, ctx) => reactivateUser(ctx, input.userId.id),
    }),
    signOutUser: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Ends all sessions of an account: its devices are signed out and their sockets close.',
      errors: { types: [OverloadedError] },
      args: { input: user },
      resolve: (_root, { input }, ctx) => signOutUser(ctx, input.userId.id),
    }),
    resetPassword: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Gives somebody else a new password and ends all their sessions.',
      errors: { types: [WeakPasswordError, ThatIsYouError, OverloadedError] },
      args: { input: t.arg({ type: ResetPasswordInput, required: true, description: 'Whose, and the new one.' }) },
      resolve: (_root, { input }, ctx) => resetPassword(ctx, { userId: input.userId.id, password: input.password }),
    }),
    createUser: t.field({
      type: AdminUserRef,
      authScopes,
      description: 'Makes an account, also where people can’t make their own.',
      errors: { types: [UsernameTakenError, WeakPasswordError, InvalidInputError, OverloadedError] },
      args: { input: t.arg({ type: CreateUserInput, required: true, description: 'The account.' }) },
      resolve: (_root, { input }, ctx) => createUser(ctx, { ...input, role: input.role ?? 'MEMBER' }),
    }),
    setRoomArchived: t.field({
      type: AdminRoomRef,
      authScopes,
      description: 'Archives a room, whoever owns it, or takes it out of the archive.',
      errors: { types: [DefaultRoomError, RoomNameTakenError, InvalidInputError, OverloadedError] },
      args: { input: t.arg({ type: SetRoomArchivedInput, required: true, description: 'Which, and whether.' }) },
      resolve: (_root, { input }, ctx) => setRoomArchived(ctx, input.roomId.id, input.isArchived),
    }),
  }
})
