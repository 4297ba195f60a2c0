import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, type SourceText, sourceTexts, textOf, walk } from './architecture.fixture';
import { GetBranch } from './get-branch.fixture';

/**
 * The few writes a GET may make (promise 4), each with the one statement it may write by: none touches a choice, a
 * contact or a token.
 */
const PERMITTED: Readonly<Record<string, { why: string; writes: string | null }>> = {
  'lib/auth/auth.ts#readSession': { why: 'moves the end of a session on while it is in use', writes: null },
  'lib/services/ledger/record-together.ts#recordTogether': {
    why: 'opened once per process; records when called, not now',
    writes: 'record',
  },
  'lib/services/api-client/authenticate.ts#authenticator': {
    why: 'notes when an API key was last used',
    writes: 'noteApiClientUse',
  },
  'lib/services/person/look-at-address.ts#lookAtAddress': {
    why: 'every look is logged',
    writes: 'addAccess',
  },
  'lib/services/person/look-at-person.ts#lookAtPerson': { why: 'every look is logged', writes: 'addAccess' },
  'lib/services/desk/read-request.ts#readRequest': { why: 'every look is logged', writes: 'addAccess' },
  'lib/services/data-request/read-data-request.ts#readDataRequest': {
    why: 'every look is logged',
    writes: 'addAccess',
  },
  'lib/services/desk/find-people.ts#findPeople': { why: 'every search is logged', writes: 'addAccess' },
};

const files = sourceTexts().filter(({ test }) => !test);
const pages = files.filter(({ path }) =>
  /^app\/(.+\/)?(page|layout|template|default|not-found|error)\.tsx$/.test(path),
);
const routes = files.filter(({ path }) => /^app\/(.+\/)?route\.ts$/.test(path));

describe('a GET', () => {
  it('reaches nothing that could write, from any page, route or flood path', () => {
    const branch = new GetBranch(files, new Set(Object.keys(PERMITTED)));
    for (const { path } of pages) expect([path, branch.follow(path, 'default')]).toEqual([path, true]);
    for (const { path } of pages) branch.follow(path, 'generateMetadata');
    for (const { path } of routes) for (const verb of ['GET', 'HEAD']) branch.follow(path, verb);
    expect(branch.follow('lib/process/front.ts', 'openFront')).toBe(true);
    expect(branch.found).toEqual([]);
    // What it must have come by, or it looked at nothing.
    for (const known of ['lib/doors/unsubscribe.ts#show', 'lib/doors/one-click.ts#oneClickDoor'])
      expect([...branch.reached]).toContain(known);
    expect(pages.length).toBeGreaterThan(4);
  });

  it.each(Object.entries(PERMITTED))('is permitted one write by %s', (named, { writes }) => {
    const [path = '', name = ''] = named.split('#');
    expect(new GetBranch(files, new Set()).follow(path, name)).toBe(true);
    const written = files.filter((file) => file.path === path).flatMap(callsWithTransaction);
    expect([...new Set(written)]).toEqual(writes === null ? [] : [writes]);
  });

  it('of the API is mounted without a way to write', () => {
    const api = files.filter(({ path }) => path.startsWith('lib/doors/api/'));
    expect(api.flatMap(getsThatMayWrite)).toEqual([]);
    const sample =
      "mountWrite(m, { method: 'get', path: '/x' }, h); mountRead(m, { method: 'get' }, h); mountWrite(m, { method: 'post' }, h);";
    expect(getsThatMayWrite({ path: 'sample.ts', text: sample, test: false })).toEqual(['sample.ts /x']);
  });
});

describe('following a GET finds', () => {
  const follow = (door: string): string[] => {
    const branch = new GetBranch(
      [
        { path: 'lib/services/x/write.ts', text: 'export function write(ctx: Context) {}', test: false },
        { path: 'lib/services/x/read.ts', text: 'export function read(ctx: ReadContext) {}', test: false },
        {
          path: 'lib/doors/door.ts',
          text: `import { write } from '../services/x/write'; import { read } from '../services/x/read';
            const READS = new Set(['GET', 'HEAD']); ${door}`,
          test: false,
        },
      ],
      new Set(),
    );
    branch.follow('lib/doors/door.ts', 'door');
    return [...new Set(branch.found.map(({ callee }) => callee))];
  };
  const WRITES = ['lib/services/x/write.ts#write'];
  const door = (body: string, more = '') =>
    `${more} export async function door(request: Request, ctx: Context, recordOne: RecordOne) { ${body} }`;

  it.each([
    ['a plain call', 'return write(ctx);'],
    [
      'a call behind a helper',
      'return show(ctx);',
      'function show(c: Context) { return c.x ? write(c) : null; }',
    ],
    [
      'the arm of a switch',
      "switch (request.method) { case 'POST': return 1; case 'GET': case 'HEAD': return write(ctx); }",
    ],
    [
      'the default of a switch',
      "switch (request.method) { case 'POST': return 1; default: return write(ctx); }",
    ],
    ['a fall through', "switch (request.method) { case 'GET': read(ctx); case 'POST': return write(ctx); }"],
    ['what follows the POST', "if (request.method === 'POST') return 1; await write(ctx);"],
    ['the arm of a condition', "return request.method === 'POST' ? 1 : write(ctx);"],
    ['a callback', 'return [1].map(() => write(ctx));'],
    ['HEAD alone', "if (request.method === 'HEAD') write(ctx);"],
    ['a catch', 'try { return read(ctx); } catch { return write(ctx); }'],
  ])('%s', (_name, body, more = '') => {
    expect(follow(door(body, more))).toEqual(WRITES);
  });

  it('a transaction of its own, and a recording verb handed in', () => {
    expect(follow(door('return ctx.db.transaction(async (tx) => tx);'))).toEqual(['transaction']);
    expect(follow(door('return ctx.db.single(async (tx) => tx);'))).toEqual(['single']);
    expect(follow(door('return recordOne({});'))).toEqual(['recordOne']);
  });

  it.each([
    ['a POST', "if (request.method === 'POST') return write(ctx); return read(ctx);"],
    [
      'the arm of a POST',
      "switch (request.method) { case 'POST': return write(ctx); default: return read(ctx); }",
    ],
    ['what follows a GET', 'if (READS.has(request.method)) return read(ctx); return write(ctx);'],
    ['what follows a refusal', "if (request.method !== 'POST') { return read(ctx); } return write(ctx);"],
  ])('nothing in %s', (_name, body) => {
    expect(follow(door(body))).toEqual([]);
  });
});

/** What a file calls with a transaction in hand. */
function callsWithTransaction({ path, text }: SourceText): string[] {
  const called: string[] = [];
  walk(parse(path, text), (node) => {
    if (ts.isCallExpression(node) && node.arguments.some((given) => given.getText() === 'tx'))
      called.push(node.expression.getText());
  });
  return called;
}

/** API routes declared as GET but mounted by the verb that hands out a writing context. */
function getsThatMayWrite({ path, text }: SourceText): string[] {
  const found: string[] = [];
  const file = parse(path, text);
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== 'mountWrite') return;
    const definition = node.arguments[1];
    const literal = definition === undefined ? '' : definitionText(file, definition);
    if (/\bmethod:\s*['"](get|head)['"]/i.test(literal))
      found.push(`${path} ${/path:\s*'([^']*)'/.exec(literal)?.[1]}`);
  });
  return found;
}

/** The text of a route's definition, given in place or by the name of a constant. */
function definitionText(file: ts.SourceFile, node: ts.Expression): string {
  if (!ts.isIdentifier(node)) return textOf(node) || node.getText();
  let text = '';
  walk(file, (one) => {
    if (ts.isVariableDeclaration(one) && one.name.getText() === node.text)
      text = one.initializer?.getText() ?? '';
  });
  return text;
}
