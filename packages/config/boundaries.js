// Who may import whom, and where a thing belongs that breaks it. Tests may import what they test with.

const TEST = '[.](test|contract|e2e)[.]tsx?$|^apps/[^/]+/(test|e2e)/|^packages/[^/]+/test/|^db/test/'
const FEATURES = '^apps/api/src/features'
const RULES = '[.](graphql|loader|test|contract)[.]ts$'

/** A rule in one line: files of `from` (tests aside) don't import `to`. */
function forbid(name, comment, { from, to, except = '^$' }) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [TEST, except] },
    to: { path: to },
  }
}

const workspaces = [
  forbid(
    'web-stays-in-the-browser',
    'The web app knows the schema and the text grammar only. What both sides need belongs in packages/text; what the server knows is asked through GraphQL.',
    {
      from: '^apps/web/',
      to: '^(apps/api|db|packages/(realtime|dev|bench))/',
    },
  ),
  forbid(
    'api-stays-on-the-server',
    'The api imports db, realtime and text. What it shares with the web app belongs in packages/text.',
    {
      from: '^apps/api/',
      to: '^(apps/web|packages/(dev|bench|schema))/',
    },
  ),
  forbid(
    'realtime-knows-no-chat',
    'packages/realtime follows logs and fans out: it knows no chat and no SQL. Hand what it needs to it from apps/api/src/realtime.',
    {
      from: '^packages/realtime/',
      to: '^(apps|db|packages/(?!realtime/))|node_modules/(@mikro-orm|kysely|mysql2)/',
    },
  ),
  forbid(
    'text-stands-alone',
    'packages/text runs in the browser and on the server alike: it imports no other workspace.',
    {
      from: '^packages/text/src/',
      to: '^(apps|db|packages/(?!text/))',
    },
  ),
  forbid(
    'db-stands-alone',
    'db knows entities, migrations and SQL. Rules about who may do what belong in apps/api/src/features.',
    {
      from: '^db/',
      to: '^(apps|packages)/',
    },
  ),
  forbid(
    'only-db-knows-the-drivers',
    'db is the only importer of the drivers of databases: add what is missing there to db/src and import @parley/db.',
    {
      from: '^(apps|packages/(realtime|text|schema))/',
      to: 'node_modules/(@mikro-orm/(mysql|sql|sqlite)|mysql2)/|^(node:)?sqlite$',
    },
  ),
]

const layers = [
  forbid('main-is-the-end', 'Nothing imports main.ts: what others need of it belongs in app.ts.', {
    from: '^apps/api/src/',
    to: '^apps/api/src/main[.]ts$',
  }),
  forbid(
    'only-main-builds-the-app',
    'app.ts is the composition root. A thing that it makes is handed down as an argument or in the context.',
    {
      from: '^apps/api/src/',
      except: '^apps/api/src/main[.]ts$',
      to: '^apps/api/src/app[.]ts$',
    },
  ),
  forbid(
    'http-is-on-top',
    'src/http is imported by app.ts only. What the schema or a feature needs of a request belongs in context.ts.',
    {
      from: '^apps/api/src/(schema|features|realtime)/',
      to: '^apps/api/src/http/',
    },
  ),
  forbid(
    'schema-index-is-the-door',
    'A feature builds on schema/builder.ts; only http, app and print.ts read the finished schema.',
    {
      from: '^apps/api/src/(features|realtime)/',
      to: '^apps/api/src/schema/index[.]ts$',
    },
  ),
  forbid(
    'rules-know-no-graphql',
    'Rules (x.ts) know nothing of GraphQL, HTTP or Redis: translation belongs in x.graphql.ts beside it.',
    {
      from: `${FEATURES}/`,
      except: RULES,
      to: 'node_modules/(graphql|graphql-[^/]+|@pothos/[^/]+|ioredis|ws)/|^(node:)?https?$|^apps/api/src/schema/|[.]graphql[.]ts$',
    },
  ),
  forbid(
    'realtime-knows-no-feature',
    'src/realtime is below the features: hand it what it needs, or put the feature’s part into the feature.',
    {
      from: '^apps/api/src/realtime/',
      to: `${FEATURES}/|^apps/api/src/(http|main|app)`,
    },
  ),
]

// Features form a graph without cycles; these stand below all others, in this order.
const FOUNDATIONS = ['accounts', 'rooms', 'messages']

const features = FOUNDATIONS.map((name, index) =>
  forbid(
    `${name}-is-below`,
    `features/${name} is a foundation of the features above it: what it needs of one of them belongs in ${name}, or the other way round.`,
    {
      from: `${FEATURES}/${name}/`,
      to: `${FEATURES}/(?!(${FOUNDATIONS.slice(0, index + 1).join('|')})/)`,
    },
  ),
)

export default {
  forbidden: [
    ...workspaces,
    {
      name: 'no-node-in-the-browser',
      comment: 'This runs in browsers too, which know nothing of Node: use what both have, or move it to the api.',
      severity: 'error',
      from: { path: '^(packages/text|apps/web)/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    ...layers,
    ...features,
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one idea in two places, or a third that wants a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'This import names nothing that exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|node_modules/[.])' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
