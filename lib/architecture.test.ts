import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { impurities, parse, type SourceText, sourceTexts, statements, walk } from './architecture.fixture';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

/** Components that run in the browser, one line of reason each. Signed-in screens work without any. */
const CLIENT_LEAVES: readonly string[] = [];

/** Beside the one appender: what loads a ledger it did not append to, into an empty database. */
const LEDGER_LOADERS = /^db\/seed\//;

const files = sourceTexts();
const production = files.filter((file) => !file.test);
const paths = (wrong: readonly SourceText[]) => wrong.map(({ path }) => path);

describe('the parts of the house', () => {
  let graph: ICruiseResult;

  beforeAll(async () => {
    const { output } = await cruise(
      ['app', 'lib', 'db', 'emails'],
      { ...rules.options, baseDir: ROOT, validate: true, ruleSet: { forbidden: rules.forbidden } },
      {},
      { tsConfig: extractTsConfig(fileURLToPath(new URL('../tsconfig.json', import.meta.url))) },
    );
    graph = output as ICruiseResult;
  }, 60_000);

  it('are all looked at: every source file, with the edges we know of', () => {
    const seen = new Set(graph.modules.map(({ source }) => source));
    const cruised = files.filter(({ path }) => /^(app|lib|db|emails)\//.test(path));
    expect(cruised.length).toBeGreaterThan(200);
    expect(paths(cruised).filter((path) => !seen.has(path))).toEqual([]);
    const edge = (from: string, to: string) =>
      graph.modules
        .find(({ source }) => source === from)
        ?.dependencies.some(({ resolved }) => resolved === to) === true;
    expect(edge('lib/services/ledger/record.ts', 'db/queries/record.ts')).toBe(true);
    expect(edge('lib/doors/one-click.ts', 'lib/services/opt-out/by-link.ts')).toBe(true);
    // A type alone, and a library: both must be seen.
    expect(edge('lib/context.ts', 'db/client.ts')).toBe(true);
    expect(graph.modules.some(({ source }) => /^node_modules\/libphonenumber-js\//.test(source))).toBe(true);
  });

  it('import one way, without cycles, and know what they may know', () => {
    const violations = graph.summary.violations.map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} -> ${to}${cycle ? ` (${cycle.map(({ name }) => name).join(' -> ')})` : ''}`,
    );
    expect(violations).toEqual([]);
  });

  it('the process context is taken from its holder by app, the composition and the session check alone', () => {
    const taking = production.filter(
      ({ path, text }) =>
        /\bheldContext\b/.test(text) &&
        !/^(app\/|lib\/process\/|lib\/main\.ts$|lib\/context\.ts$|lib\/auth\/require\.ts$)/.test(path),
    );
    expect(paths(taking)).toEqual([]);
  });
});

describe('the record', () => {
  it('has one appender', () => {
    const writing = production.filter(({ text }) =>
      /\b(insert\s+into|copy)\s+"?(public\.)?consent_event\b/i.test(text),
    );
    const appending = ['db/queries/first-nos.ts', 'db/queries/record.ts'];
    expect(paths(writing).filter((path) => !LEDGER_LOADERS.test(path))).toEqual(appending);
    const knowing = production.filter(({ text }) => /\bappend(Events|FirstNos)\b/.test(text));
    expect(paths(knowing)).toEqual([...appending, 'lib/services/ledger/record.ts']);
  });

  it('is spoken to in SQL from db alone', () => {
    const elsewhere = production.filter(({ path }) => /^(app|lib|emails)\//.test(path));
    expect(elsewhere.flatMap(({ path, text }) => statements(parse(path, text)))).toEqual([]);
    const there = files.filter(({ path }) => path.startsWith('db/queries/'));
    expect(there.flatMap(({ path, text }) => statements(parse(path, text))).length).toBeGreaterThan(100);
  });
});

describe('the domain', () => {
  it('is pure: no clock, no chance, nothing of the outside', () => {
    const domain = production.filter(({ path }) => path.startsWith('lib/domain/') && !path.endsWith('.d.ts'));
    expect(domain.length).toBeGreaterThan(30);
    expect(domain.flatMap(({ path, text }) => impurities(parse(path, text)))).toEqual([]);
  });

  it('would be caught being impure', () => {
    const guilty = `import { randomBytes, createHash } from 'node:crypto';
      const now = new Date(); const at = Date.now(); const chance = Math.random(); const home = process.env.HOME;
      setTimeout(() => undefined, 1); fetch('x');`;
    const innocent = `import { createHash } from 'node:crypto';
      const at = new Date(0); const parsed = Date.parse('x'); const process = { env: 1 }; const cell = { fetch: 1 };`;
    expect(impurities(parse('guilty.ts', guilty))).toHaveLength(7);
    expect(impurities(parse('innocent.ts', innocent))).toEqual([]);
  });
});

describe('files', () => {
  it('are under 300 lines', () => {
    const long = files.filter(
      ({ path, text }) => /^(app|lib|db|emails)\//.test(path) && text.split('\n').length > 301,
    );
    expect(paths(long)).toEqual([]);
  });

  it('are named for what they are: no barrels and no dumping grounds', () => {
    const dumping = /(^|[/.-])(utils?|helpers?|misc|common|shared)([/.-]|$)|(^|\/)index\.\w+$/i;
    expect(paths(files).filter((path) => dumping.test(path))).toEqual([]);
    expect(paths(files.filter(({ text }) => /^export \* /m.test(text)))).toEqual([]);
    const onlyPassesOn = production.filter(({ path, text }) => {
      const { statements: lines } = parse(path, text);
      return lines.length > 0 && lines.every((line) => /^export .*\bfrom\b/s.test(line.getText()));
    });
    expect(paths(onlyPassesOn)).toEqual([]);
  });

  it('that run in the browser are a named list', () => {
    const client = files.filter(({ text }) => /^\s*(['"])use client\1/m.test(text));
    expect(paths(client)).toEqual([...CLIENT_LEAVES]);
  });

  it('read the environment in lib/config.ts and at start alone', () => {
    const reading = production.filter(
      ({ path, text }) =>
        path !== 'lib/config.ts' && !path.startsWith('lib/start/') && readsEnvironment(path, text),
    );
    expect(paths(reading)).toEqual([]);
    expect(
      production.some(({ path, text }) => path === 'lib/config.ts' && readsEnvironment(path, text)),
    ).toBe(true);
  });
});

describe('tests', () => {
  it('all run, against the real thing', () => {
    const evading =
      /\b(describe|it|test|suite)\.(only|skip|todo|fails)\b|\b(xit|xdescribe|fit|fdescribe)\(|\bvi\.(mock|doMock|hoisted)\b/;
    const tests = files.filter(({ test }) => test);
    expect(tests.length).toBeGreaterThan(30);
    expect(paths(tests.filter(({ text }) => evading.test(text)))).toEqual([]);
  });
});

function readsEnvironment(path: string, text: string): boolean {
  if (!/\bprocess\b/.test(text)) return false;
  let reads = false;
  walk(parse(path, text), (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'process.env') reads = true;
    if (ts.isElementAccessExpression(node) && node.expression.getText() === 'process') reads = true;
  });
  return reads;
}
