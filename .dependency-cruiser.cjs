/**
 * Which part of the house may import which (DESIGN §7). `lib/architecture.test.ts` runs it; by hand:
 * `npx depcruise --config .dependency-cruiser.cjs app lib db emails`.
 */
const EVERYWHERE = ['lib/config', 'lib/log', 'lib/errors', 'lib/context'];

/** Each part with the other parts it may import. `lib/main.ts` and `lib/process` compose: they may import anything. */
const MAY_IMPORT = {
  app: ['lib/doors', 'lib/auth', 'lib/services', 'lib/domain', 'lib/pages', ...EVERYWHERE],
  'lib/doors': ['lib/pages', 'lib/http', 'lib/services', 'lib/domain', ...EVERYWHERE],
  'lib/jobs': ['lib/services', 'lib/mail', 'lib/sms', 'lib/domain', 'db', ...EVERYWHERE],
  'lib/smtp': ['lib/services', 'lib/mail', 'lib/domain', 'db', ...EVERYWHERE],
  'lib/cli': ['lib/services', 'lib/mail', 'lib/domain', 'db', ...EVERYWHERE],
  'lib/auth': ['lib/services', 'db', 'lib/domain', ...EVERYWHERE],
  'lib/services': ['db', 'lib/domain', ...EVERYWHERE],
  'lib/pages': ['lib/domain', ...EVERYWHERE],
  'lib/sms': ['lib/mail', 'emails', 'lib/domain', ...EVERYWHERE],
  'lib/mail': ['emails', 'lib/domain', ...EVERYWHERE],
  'lib/http': ['lib/domain', ...EVERYWHERE],
  db: ['lib/domain', ...EVERYWHERE],
  emails: ['lib/domain', ...EVERYWHERE],
  'lib/domain': [],
  'lib/start': [],
};

const COMPOSITION = ['lib/main', 'lib/process'];
/** Files that exist for tests alone: they may import anything, and nothing else may import them. */
const TEST_CODE = String.raw`\.(test|fixture|samples|arbitraries)\.(ts|tsx|mjs)$|^db/testing/|^lib/pages/testing/`;
const OURS = '^(app|lib|db|emails|e2e)/';
const DOMAIN_LIBRARIES = '^node_modules/(libphonenumber-js|tr46|canonicalize)/';

/** A part is a folder or, for a file right under lib, the file. */
const inPart = (part) => `^${part}(/|[.]ts$)`;

const directions = Object.entries(MAY_IMPORT).map(([part, others]) => ({
  name: `${part} imports only ${others.length === 0 ? 'itself' : others.join(', ')}`,
  severity: 'error',
  from: { path: inPart(part), pathNot: TEST_CODE },
  to: { path: OURS, pathNot: [inPart(part), ...others.map(inPart)] },
}));

const forbidden = [
  ...directions,
  {
    name: 'nothing imports the composition root',
    severity: 'error',
    from: { path: OURS, pathNot: [...COMPOSITION.map(inPart), TEST_CODE] },
    to: { path: COMPOSITION.map(inPart) },
  },
  {
    name: 'every file of lib belongs to a part of the house',
    severity: 'error',
    from: {
      path: '^lib/',
      pathNot: [...Object.keys(MAY_IMPORT), ...COMPOSITION, ...EVERYWHERE].map(inPart).concat(TEST_CODE),
    },
    to: {},
  },
  {
    name: 'no cycles',
    severity: 'error',
    from: { path: OURS },
    to: { circular: true },
  },
  {
    name: 'every import leads somewhere',
    severity: 'error',
    from: { path: OURS },
    to: { couldNotResolve: true },
  },
  {
    name: 'test code is imported by test code only',
    severity: 'error',
    from: { path: OURS, pathNot: TEST_CODE },
    to: { path: TEST_CODE },
  },
  {
    name: 'the domain knows node:crypto and three libraries',
    severity: 'error',
    from: { path: '^lib/domain/', pathNot: TEST_CODE },
    to: { dependencyTypesNot: ['local'], pathNot: [DOMAIN_LIBRARIES, '^(node:)?crypto$', OURS] },
  },
  {
    name: 'only db speaks to the database',
    severity: 'error',
    from: {
      path: OURS,
      pathNot: ['^db/', ...COMPOSITION.map(inPart), TEST_CODE],
    },
    to: { path: '^node_modules/(pg|drizzle-orm|pg-copy-streams)/' },
  },
];

const options = {
  // Types count: a part that names another's types knows it.
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.json' },
  doNotFollow: { path: 'node_modules' },
  // What the page framework and the browser's build make of these is no business of module boundaries.
  exclude: { path: ['^[.]next', '[.]css$'] },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    mainFields: ['module', 'main', 'types', 'typings'],
  },
};

module.exports = { forbidden, options };
