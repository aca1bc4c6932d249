import { type Viewer, viewerOf } from '../../context.ts'
import { InvalidInputError, TooManyAttemptsError } from '../../errors.ts'
import { builder } from '../../schema/builder.ts'
import {
  AccountClosedError,
  RegistrationClosedError,
  UsernameTakenError,
  WeakPasswordError,
  WrongCredentialsError,
} from './account-errors.ts'
import { changePassword, register, signIn } from './accounts.ts'
import { updateProfile } from './profile.ts'
import { SessionRef } from './session.graphql.ts'
import { endOtherSessions, endSession, signOut } from './sessions.ts'
import { UserRef } from './user.graphql.ts'
import { ViewerRef } from './viewer.graphql.ts'
import './account-errors.graphql.ts'
import './people.graphql.ts'
import './server.graphql.ts'

const SignedIn = builder.objectRef<{ viewer: Viewer; token: string | null }>('SignedIn').implement({
  description: 'Somebody is signed in now.',
  fields: (t) => ({
    viewer: t.expose('viewer', { type: ViewerRef, description: 'Who is signed in.' }),
    token: t.exposeString('token', {
      nullable: true,
      description: 'Send it as `Authorization: Bearer …`. Null when a cookie was set instead.',
    }),
  }),
})

const remember = 'Stay signed in for 90 days, also when the browser is closed.'
const cookie = 'Sign this browser in by a cookie. Without it (or over a socket) `token` is answered.'

const RegisterInput = builder.inputType('RegisterInput', {
  description: 'A new account.',
  fields: (t) => ({
    username: t.string({
      required: true,
      description: 'Unique; 2 to 32 of a–z, 0–9, “.”, “_”, “-”. To sign in and to be mentioned by.',
    }),
    name: t.string({ required: true, description: 'What others see.' }),
    password: t.string({ required: true, description: '8 to 200 characters, not easily guessed.' }),
    remember: t.boolean({ defaultValue: false, description: remember }),
    cookie: t.boolean({ defaultValue: true, description: cookie }),
  }),
})

const SignInInput = builder.inputType('SignInInput', {
  description: 'Who signs in.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'Upper and lower case are the same.' }),
    password: t.string({ required: true, description: 'Of the account.' }),
    remember: t.boolean({ defaultValue: false, description: remember }),
    cookie: t.boolean({ defaultValue: true, description: cookie }),
  }),
})

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  description: 'A new password, by somebody who knows the old one.',
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: 'The one until now.' }),
    newPassword: t.string({ required: true, description: '8 to 200 characters, not easily guessed.' }),
  }),
})

const UpdateProfileInput = builder.inputType('UpdateProfileInput', {
  description: 'What is left out stays as it is.',
  fields: (t) => ({
    name: t.string({ description: 'What others see.' }),
    title: t.string({ description: 'What one does, in one’s own words. Null or empty: none.' }),
  }),
})

const chosen = (input: { remember?: boolean | null | undefined; cookie?: boolean | null | undefined }) => ({
  remember: input.remember ?? false,
  cookie: input.cookie ?? true,
})

builder.mutationFields((t) => ({
  register: t.field({
    type: SignedIn,
    skipTypeScopes: true,
    description: 'Makes an account and signs its owner in. The first account becomes the administrator.',
    errors: {
      types: [UsernameTakenError, WeakPasswordError, InvalidInputError, RegistrationClosedError, TooManyAttemptsError],
    },
    args: { input: t.arg({ type: RegisterInput, required: true, description: 'The account.' }) },
    resolve: (_root, { input }, ctx) => register(ctx, { ...input, ...chosen(input) }),
  }),
  signIn: t.field({
    type: SignedIn,
    skipTypeScopes: true,
    description: 'Signs somebody in.',
    errors: { types: [WrongCredentialsError, AccountClosedError, TooManyAttemptsError, InvalidInputError] },
    args: { input: t.arg({ type: SignInInput, required: true, description: 'Who.' }) },
    resolve: (_root, { input }, ctx) => signIn(ctx, { ...input, ...chosen(input) }),
  }),
  signOut: t.boolean({
    skipTypeScopes: true,
    description: 'Ends the session that asks. Its sockets close. Always true.',
    resolve: async (_root, _args, ctx) => {
      await signOut(ctx)
      return true
    },
  }),
  changePassword: t.field({
    type: ViewerRef,
    description: 'Changes the viewer’s password and ends all their other sessions.',
    errors: { types: [WrongCredentialsError, WeakPasswordError, TooManyAttemptsError] },
    args: { input: t.arg({ type: ChangePasswordInput, required: true, description: 'The old and the new one.' }) },
    resolve: async (_root, { input }, ctx) => {
      await changePassword(ctx, input)
      return viewerOf(ctx)
    },
  }),
  endSession: t.field({
    type: ViewerRef,
    description: 'Ends one of the viewer’s sessions: that device is signed out and its sockets close.',
    args: { id: t.arg.globalID({ required: true, for: SessionRef, description: 'Which session.' }) },
    resolve: async (_root, { id }, ctx) => {
      await endSession(ctx, id.id)
      return viewerOf(ctx)
    },
  }),
  endOtherSessions: t.field({
    type: ViewerRef,
    description: 'Ends all of the viewer’s sessions but the one that asks.',
    resolve: async (_root, _args, ctx) => {
      await endOtherSessions(ctx)
      return viewerOf(ctx)
    },
  }),
  updateProfile: t.field({
    type: UserRef,
    description: 'Changes what others see of the viewer.',
    errors: { types: [InvalidInputError] },
    args: { input: t.arg({ type: UpdateProfileInput, required: true, description: 'What to change.' }) },
    resolve: (_root, { input }, ctx) => updateProfile(ctx, input),
  }),
}))
