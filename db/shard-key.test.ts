import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, textOf, walk } from '../lib/architecture.fixture';
import { type TestDatabase, testDatabase } from './testing/database';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(async () => {
  await test?.drop();
});

/** Hot tables: they grow with people or with what people say, and are distributed by contact point (DESIGN §4). */
const HOT = [
  'contact_point',
  'contact_point_deliverability',
  'contact_contact_point',
  'consent_event',
  'evidence',
  'permission',
  'absorbed_repeat',
  'contact_point_stop',
  'frequency_choice',
  'digest_item',
  'register_listing',
  'message',
  'message_delivery',
  'data_request_mail',
  'registration',
  'address_code',
  'pending_address',
  'disclosure',
] as const;
const keyOf = (table: string) => (table === 'contact_point' ? 'id' : 'contact_point_id');

describe('the shard key', () => {
  it('stands in every primary key and unique index of a hot table', async () => {
    const unique = await test.asOwner<{ table: string; index: string; columns: string[] }>(
      `SELECT c.relname AS table, x.relname AS index, array_agg(a.attname::text) FILTER (WHERE k.position <= i.indnkeyatts) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
       CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, position)
       LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
       WHERE (i.indisunique OR i.indisprimary) AND c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1)
       GROUP BY c.relname, x.relname`,
      [HOT],
    );
    expect(new Set(unique.map(({ table }) => table))).toEqual(new Set(HOT));
    expect(unique.filter(({ table, columns }) => !columns.includes(keyOf(table)))).toEqual([]);
  });

  it('stands in every hot table that names a contact point, and hot is all that does but a named few', async () => {
    const naming = await test.asOwner<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'contact_point_id' ORDER BY 1`,
    );
    const cold = ['access_log', 'preference_code'];
    const expected = [...HOT.filter((table) => table !== 'contact_point'), ...cold].sort();
    expect(naming.map(({ table }) => table)).toEqual(expected);
  });

  it('stands in every foreign key of a hot table: none reaches across shards', async () => {
    const foreign = await test.asOwner<{ name: string; from: string; to: string; columns: string[] }>(
      `SELECT k.conname AS name, f.relname AS from, t.relname AS to, array_agg(a.attname::text) AS columns
       FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
       JOIN pg_attribute a ON a.attrelid = f.oid AND a.attnum = ANY (k.conkey)
       WHERE k.contype = 'f' AND f.relnamespace = 'public'::regnamespace GROUP BY k.conname, f.relname, t.relname`,
    );
    expect(foreign.length).toBeGreaterThan(0);
    const hot = (table: string) => HOT.some((one) => one === table);
    expect(
      foreign.filter(({ from, to, columns }) => (hot(from) || hot(to)) && !columns.includes(keyOf(from))),
    ).toEqual([]);
  });
});

/** Statements that write to a hot table without naming its key, each with the reason why it may. */
const EXCEPTIONS = new Map<string, string>();

describe('every statement that writes to a hot table', () => {
  const queries = readdirSync(new URL('./queries/', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
    .map((name) => ({ name, text: readFileSync(new URL(`./queries/${name}`, import.meta.url), 'utf8') }));

  it('names its contact points', () => {
    const writes = queries.flatMap(({ name, text }) => hotWrites(name, text));
    expect(new Set(writes.map(({ table }) => table)).size).toBeGreaterThan(5);
    const without = writes.filter(({ keyed, where }) => !keyed && !EXCEPTIONS.has(where));
    expect(without.map(({ where, table }) => `${where} writes to ${table}`)).toEqual([]);
    expect(
      [...EXCEPTIONS.keys()].filter((one) => !writes.some(({ where, keyed }) => where === one && !keyed)),
    ).toEqual([]);
  });

  it('would be found out if it did not', () => {
    const judge = (sql: string) =>
      hotWrites('x.ts', `const A = { name: 'a', text: \`${sql}\` };`).map(({ keyed }) => keyed);
    expect(judge('UPDATE message SET state = $1 WHERE id = $2')).toEqual([false]);
    expect(judge('UPDATE message SET contact_point_id = $1 WHERE id = $2')).toEqual([false]);
    expect(judge('DELETE FROM permission')).toEqual([false]);
    expect(judge('INSERT INTO evidence (salt) SELECT 1')).toEqual([false]);
    expect(
      judge(
        'WITH a AS (UPDATE message m SET state = $1 WHERE m.id = $2 RETURNING 1) SELECT contact_point_id FROM permission',
      ),
    ).toEqual([false]);
    expect(judge('UPDATE message SET state = $1 WHERE contact_point_id = $2 AND id = $3')).toEqual([true]);
    expect(
      judge('INSERT INTO evidence (contact_point_id, salt) SELECT * FROM x ON CONFLICT DO NOTHING'),
    ).toEqual([true]);
    expect(
      judge('UPDATE contact_point p SET last_seq = h.seq FROM unnest($1) AS h (id) WHERE p.id = h.id'),
    ).toEqual([true]);
    expect(judge('UPDATE sender SET name = $1')).toEqual([]);
  });
});

interface HotWrite {
  /** `file/statement name`. */
  where: string;
  table: string;
  keyed: boolean;
}

function hotWrites(file: string, source: string): HotWrite[] {
  const found: HotWrite[] = [];
  walk(parse(file, source), (node) => {
    const text = textOf(node).replaceAll(/--[^\n]*/g, '');
    for (const match of text.matchAll(
      /\b(INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?(?:public\.)?(\w+)/gi,
    )) {
      const [start = '', verb = '', table = ''] = match;
      if (!HOT.some((hot) => hot === table)) continue;
      const clause = clauseAt(text, match.index + start.length);
      const part = /^insert/i.test(verb)
        ? /\(([^)]*)\)/.exec(clause)?.[1]
        : /\bWHERE\b(.*)$/is.exec(clause)?.[1];
      const name = /name:\s*'([^']+)'/.exec(node.parent?.parent?.getText() ?? '')?.[1] ?? 'unnamed';
      found.push({
        where: `${file}/${name}`,
        table,
        keyed: new RegExp(`\\b${keyOf(table)}\\b`).test(part ?? ''),
      });
    }
  });
  return found;
}

/** The text of a clause up to the bracket that closes the query it stands in. */
function clauseAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth < 0) return text.slice(start, at);
  }
  return text.slice(start);
}
