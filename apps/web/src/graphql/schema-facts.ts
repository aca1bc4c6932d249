/** What the cache must know of the schema; `schema-facts.test.ts` compares it with schema.graphql. */

/** The types that are found under fragments on an abstract type in our documents. */
export const possibleTypes = {
  Error: [
    'InvalidInputError',
    'UsernameTakenError',
    'WeakPasswordError',
    'RegistrationClosedError',
    'WrongCredentialsError',
    'TooManyAttemptsError',
    'RoomNameTakenError',
    'RoomArchivedError',
    'DefaultRoomError',
    'LastOwnerError',
    'MessageTooLongError',
    'EmptyMessageError',
    'MessageRetractedError',
    'UnknownEmojiError',
    'TooManyReactionsError',
    'OverloadedError',
    'AccountClosedError',
    'LastAdministratorError',
    'ThatIsYouError',
    'ClusterNodeStateError',
    'NoNodeLeftError',
  ],
  Node: [
    'User',
    'Session',
    'Room',
    'Member',
    'Membership',
    'Message',
    'MessageRevision',
    'ReactionGroup',
    'AdminUser',
    'AdminRoom',
    'AuditEntry',
    'ClusterNode',
    'ClusterEvent',
  ],
}

/** Types without an id that belong to what holds them. Connections, edges and pages the cache knows by their names. */
export const keylessTypes = [
  'Server',
  'Limits',
  'SignedIn',
  'Administration',
  'AdminTotals',
  'ClusterNodeLoad',
  'ClusterNodeSample',
  'RebalancePlan',
  'RebalanceProgress',
  'RoomMove',
]
