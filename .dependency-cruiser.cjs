// Who may import whom. Every room of a domain is an allow-list: what is not named is forbidden.
// Each rule here is planted broken in tests/architecture/canaries, and a test expects it to be caught.
const { builtinModules } = require('node:module');

/** Tests, and what only tests use: fixtures, and the database that a test opens. */
const test = '\\.(test|test-fixture)\\.tsx?$|/(test-database|fixture-files)\\.ts$';
/** A package from npm, in this checkout or above a canary. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
/** What is no dependency and works where it is installed beside the program: OPC UA, and what a bench measures against. */
const optionalPeer = npm('node-opcua-client', '@duckdb');
const anyNpm = '(^|/)node_modules/';
const core = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`;

// arithmetic only: decimals, datums of maps, points in polygons, structures of molecules
const pure = [
  '^src/units/',
  '^src/period/',
  '^src/standards/',
  npm('decimal\\.js', 'gcoord', 'point-in-polygon-hao', 'openchemlib'),
];
const declarations = '^src/platform/(records|kpi)/declare(/|\\.ts$)';
const own = (...rooms) => `^src/domains/$1/(${rooms.join('|')})(/|\\.ts$)`;
const others = (...rooms) => `^src/domains/[^/]+/(${rooms.join('|')})(/|\\.ts$)`;

const drawers = '(util|utils|helper|helpers|common|shared|misc|lib)(/|\\.tsx?$)';

/** What draws on a screen, and what only a server has. */
const screenPackages = npm('react', 'react-dom', 'antd', '@ant-design', '@tanstack');
const screenFolders = '^src/platform/(ui/|(records|history|audit)/web(/|\\.ts$))';
const serverPackages = npm(
  'pg',
  'pg-[^/]+',
  'kysely',
  '@electric-sql',
  'fastify',
  '@fastify',
  'exceljs',
  '@myriaddreamin',
);
const serverFolders = '^src/platform/(db|records/server)(/|\\.ts$)';
const screens = '^src/(domains/[^/]+/pages|app/web|platform/ui|platform/(records|history|audit)/web)(/|\\.tsx?$)';

/** A room of every domain and all that it may look at; `$1` is its own domain. */
const rooms = {
  model: { may: [own('model'), others('model'), ...pure] },
  // saxes turns text into tags and does nothing else
  rules: { may: [own('model', 'rules'), others('model', 'rules'), npm('saxes'), ...pure] },
  records: { may: [own('model', 'rules', 'records'), declarations, ...pure] },
  kpis: { may: [own('model', 'rules', 'kpis'), declarations, ...pure] },
  words: { may: [own('model', 'records', 'kpis', 'words'), declarations, '^src/glossary/', '^src/platform/i18n/'] },
  store: { may: [own('model', 'store'), others('model', 'store/public'), '^src/platform/db/', npm('kysely'), ...pure] },
  api: { may: serverRoom() },
  cli: { may: serverRoom() },
  pages: {
    may: [
      own('model', 'rules', 'records', 'kpis', 'words', 'pages'),
      '^src/platform/(ui/|i18n/|records/web(/|\\.ts$)|http/client(/|\\.ts$))',
      declarations,
      '^src/glossary/',
      anyNpm,
      ...pure,
    ],
  },
};

function serverRoom() {
  const domain = [
    own('model', 'rules', 'records', 'kpis', 'store', 'api', 'cli', 'words'),
    others('store/public', 'rules', 'model'),
  ];
  return [...domain, '^src/platform/', '^src/glossary/', anyNpm, core, ...pure];
}

/** The two domains that are about other domains' figures read their declarations too. */
const readsKpis = ['reports', 'targets'];
const pureRooms = ['model', 'rules'];
/** Declarations lie in one file; those of a large domain in a folder beside it. */
const place = (room) => (room === 'records' || room === 'kpis' ? `${room}(/|\\.ts$)` : `${room}/`);

const lanes = Object.entries(rooms).flatMap(([room, { may }]) => {
  const extra = room === 'api' || room === 'cli' ? [own('render')] : [];
  const kpis = pureRooms.includes(room) ? [] : [others('kpis')];
  return [
    {
      name: `${room}-stays-in-its-lane`,
      severity: 'error',
      from: { path: `^src/domains/([^/]+)/${place(room)}`, pathNot: [test, `^src/domains/(${readsKpis.join('|')})/`] },
      to: { pathNot: may },
    },
    {
      name: `${room}-of-reports-and-targets-stays-in-its-lane`,
      severity: 'error',
      from: { path: `^src/domains/(${readsKpis.join('|')})/${place(room)}`, pathNot: test },
      to: { pathNot: [...may, ...kpis, ...extra] },
    },
  ];
});

module.exports = {
  forbidden: [
    ...lanes,
    {
      name: 'render-of-reports-stays-in-its-lane',
      severity: 'error',
      from: { path: '^src/domains/reports/render/', pathNot: test },
      to: { pathNot: ['^src/domains/reports/(model|render)/', ...pure, anyNpm, core] },
    },
    {
      name: 'server-rooms-draw-no-screens',
      severity: 'error',
      from: { path: '^src/domains/[^/]+/(api|cli|render)/', pathNot: test },
      to: { path: [screenPackages, screenFolders] },
    },
    {
      name: 'server-and-command-line-reach-no-tsx',
      severity: 'error',
      from: {
        path: '^src/(app/(?!web/)|domains/[^/]+/(api|cli|store|(records|kpis)(/|\\.ts)|words))',
        pathNot: test,
      },
      to: { path: '\\.tsx$', reachable: true },
    },
    {
      name: 'screens-reach-no-server',
      comment: 'By any path: a browser bundle once contained a database driver through a declaration.',
      severity: 'error',
      from: { path: screens, pathNot: test },
      to: { path: [serverFolders, serverPackages, core], reachable: true },
    },
    {
      name: 'foundations-stand-alone',
      severity: 'error',
      from: { path: '^src/(units|period|standards|glossary)/', pathNot: test },
      to: { pathNot: ['^src/(units|period|standards|glossary)/', '^reference/', npm('decimal\\.js', 'canonicalize')] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: test },
      to: { path: '^src/(domains|app)/' },
    },
    {
      name: 'only-platform-opens-the-database',
      severity: 'error',
      // benches time a bare connection as their baseline
      from: { path: '^src/', pathNot: ['^src/platform/', '^src/app/bench/', test] },
      to: { path: npm('pg', 'pg-[^/]+', '@electric-sql') },
    },
    {
      name: 'only-app-composes',
      severity: 'error',
      // maintainers' scripts in tools compose like app does
      from: { pathNot: ['^src/app/', '^tests/', '^tools/', test] },
      to: { path: '^src/app/' },
    },
    {
      name: 'tests-are-imported-by-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: { path: [test, '^(tests|tools)/'] },
    },
    {
      name: 'what-ships-needs-no-development-package',
      severity: 'error',
      from: { path: '^src/', pathNot: test },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: optionalPeer,
      },
    },
    {
      name: 'the-optional-peer-is-loaded-by-one-file',
      comment: 'It is there only where somebody installed it, and is looked for before that file runs.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [test, '^src/domains/water/api/devices/opcua-session\\.ts$', '^src/app/bench/verdicts\\.ts$'],
      },
      to: { path: optionalPeer, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-is-found',
      comment: 'What is not found is invisible to every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    { name: 'no-barrels', severity: 'error', from: {}, to: { path: ['^src/index\\.tsx?$', '^src/.*/index\\.tsx?$'] } },
    {
      name: 'no-drawers',
      severity: 'error',
      from: {},
      to: { path: [`^src/${drawers}`, `^src/.*/${drawers}`] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(tests/architecture/canaries|dist|data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
