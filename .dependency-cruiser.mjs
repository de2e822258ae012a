// Who may import whom (docs/architecture.md). `may` is the whole truth: a room not listed there may not be entered.
const may = {
  contracts: [],
  metrics: [],
  tables: [],
  sandbox: ['tables'],
  storage: [],
  domain: ['contracts'],
  matching: ['contracts'],
  evaluation: ['contracts', 'domain', 'metrics', 'sandbox', 'tables'],
  db: ['contracts', 'domain'],
  interchange: ['contracts', 'db', 'matching'],
  testing: ['contracts', 'domain', 'db'],
  api: ['contracts', 'domain', 'db', 'interchange', 'storage', 'matching'],
  worker: [
    'contracts',
    'domain',
    'db',
    'interchange',
    'storage',
    'matching',
    'evaluation',
    'metrics',
    'sandbox',
    'tables',
  ],
  web: ['contracts', 'metrics', 'tables'],
  cli: ['contracts', 'evaluation', 'sandbox', 'tables'],
  standalone: ['contracts', 'db', 'sandbox'],
};
const folderOf = (room) =>
  ['api', 'worker', 'web', 'cli', 'standalone'].includes(room) ? `apps/${room}` : `packages/${room}`;
// `lifecycle/` of the worker is the bench its whole-exam tests stand on.
const tests = '\\.spec\\.tsx?$|/test-[a-z-]+\\.ts$|/testing/|^apps/worker/src/lifecycle/';

const rooms = Object.entries(may).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room} may import ${allowed.join(', ') || 'none of ours'}`,
  severity: 'error',
  from: { path: `^${folderOf(room)}/src/`, pathNot: tests },
  to: { path: '^(apps|packages)/', pathNot: [room, ...allowed].map((one) => `^${folderOf(one)}/`) },
}));

/** Features of one app do not import each other; what they share is the app's own frame. */
const featuresOf = (app, frame) => ({
  name: `features-apart-${app}`,
  severity: 'error',
  from: {
    path: `^apps/${app}/src/${app === 'web' ? 'features/' : ''}([^/]+)/`,
    pathNot: [tests, `^apps/${app}/src/(${frame})/`],
  },
  to: {
    path: `^apps/${app}/src/${app === 'web' ? 'features/' : ''}[^/]+/`,
    pathNot: [`^apps/${app}/src/${app === 'web' ? 'features/' : ''}$1/`, `^apps/${app}/src/(${frame})/`],
  },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src' },
      to: { couldNotResolve: true },
    },
    ...rooms,
    featuresOf('api', 'http|listing'),
    featuresOf('worker', 'queue|relay|health|reconciler|roles|threads|blobs|pdf|outbound'),
    featuresOf('web', 'app|components|i18n|styles'),
    {
      name: 'web-counts-rows-only',
      comment:
        'of the metrics the web has the arithmetic of sample sizes (ADR 37); measuring is not done in a browser',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^packages/metrics/', pathNot: '^packages/metrics/(src|dist)/power\\.' },
    },
    {
      name: 'bullmq-in-the-worker-only',
      severity: 'error',
      from: { pathNot: '^(apps/worker/src/(queue/|migrate-queue)|packages/testing/src)' },
      to: { path: 'node_modules/bullmq' },
    },
    {
      name: 'vendor-code-in-the-sandbox-only',
      comment: 'the embedded Postgres and the supervisor start our own programs; nobody else starts any',
      severity: 'error',
      from: {
        path: '^(apps|packages)/[^/]+/src',
        pathNot: ['^packages/sandbox/', '^packages/db/src/embedded', '^apps/standalone/', tests],
      },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'pure-rooms-have-no-io',
      severity: 'error',
      from: { path: '^packages/(domain|metrics|matching|tables)/src', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-code-in-products',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src', pathNot: [tests, '^packages/testing/'] },
      to: { path: '(\\.spec\\.tsx?$|^packages/testing/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types)/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
