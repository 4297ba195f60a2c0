import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import type { Context } from '../context';
import { parseAddress, type RawAddress } from '../domain/contact-point/address';
import { type Located, locate } from '../domain/contact-point/locate';
import { type LinkClaims, type LinkUse, mintToken, NIL_UUID } from '../domain/token';
import type { ChannelScope } from '../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../services/context/context.fixture';
import { recordTogether } from '../services/ledger/record-together';
import { type PublicDoor, publicDoor } from './public';

export type TestContext = ReturnType<typeof testContext>;
export const TEST_COOKIES = {
  account: { name: '__Host-sayso-account', lastsS: 30 * 24 * 3600, idleS: 7 * 24 * 3600 },
  staff: { name: '__Host-sayso-staff', lastsS: 8 * 3600, idleS: 3600 },
  asking: { name: '__Host-sayso-asking', lastsS: 3600 },
};
export const SITE = 'https://preferences.example.com';

export interface TestSite {
  test: TestDatabase;
  ctx: TestContext;
  words: TestVocabulary;
  door: PublicDoor;
  /** Asks the public doors; a path none of them answers is a fault of the test. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  post(
    path: string,
    fields: string | [string, string][],
    headers?: Record<string, string>,
  ): Promise<Response>;
  close(): Promise<void>;
}

/** All public doors over a database of their own, with the small vocabulary. */
export async function testSite(): Promise<TestSite> {
  const test = await testDatabase();
  const ctx = testContext(test);
  const words = await seedTestVocabulary(test);
  const { door, ask, post } = doorsOf(ctx);
  const close = async () => {
    await ctx.db.end();
    await test.drop();
  };
  return { test, ctx, words, door, ask, post, close };
}

/** The public doors of one context. */
export function doorsOf(ctx: Context): Pick<TestSite, 'door' | 'ask' | 'post'> {
  const door = publicDoor(ctx, recordTogether(ctx), TEST_COOKIES);
  const ask: TestSite['ask'] = async (path, init) => {
    const answer = door(new Request(`${SITE}${path}`, init));
    if (answer === null) throw new Error(`no door answers ${path}`);
    return answer;
  };
  const post: TestSite['post'] = (path, fields, headers = {}) =>
    ask(path, {
      method: 'POST',
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  return { door, ask, post };
}

/** A context that finds no database: a port nobody listens on. It keeps what `ctx` holds in memory. */
export async function awayFrom(ctx: TestContext): Promise<TestContext> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const nowhere = { url: `postgres://nobody@127.0.0.1:${port}/nothing` } as TestDatabase;
  const away = testContext(nowhere);
  return { ...away, vocabulary: ctx.vocabulary };
}

let people = 0;

/** An email address nobody has used in this test run. */
export function somebody(): string {
  return `person${people++}@example.com`;
}

/** Where an address is stored. */
export function located(ctx: Context, address: RawAddress): Located {
  const parsed = parseAddress(address, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  return locate(parsed.address, ctx.config.addressKeys);
}

export function pointIdOf(ctx: Context, address: RawAddress): string {
  return located(ctx, address).ids[0] ?? '';
}

/** A link as a message about a topic would carry it. */
export function linkFor(
  ctx: Context,
  address: RawAddress,
  about: { topicNo: number; use?: LinkUse; channel?: ChannelScope },
): string {
  const claims: LinkClaims = {
    contactPointId: pointIdOf(ctx, address),
    channel: about.channel ?? ('email' in address ? 'email' : 'phone' in address ? 'phone' : 'post'),
    topicNo: about.topicNo,
    messageId: NIL_UUID,
  };
  return mintToken(claims, about.use ?? 'unsubscribe', ctx.links);
}

/** A contact who uses the given addresses; returns its id. The addresses are stored as typed. */
export async function contactWith(site: TestSite, addresses: readonly RawAddress[]): Promise<string> {
  const id = site.ctx.newId();
  await site.test.asOwner(`INSERT INTO contact (id, country) VALUES ($1, 'GB')`, [id]);
  for (const raw of addresses) {
    const { address, ids } = located(site.ctx, raw);
    await site.test.asOwner(
      `INSERT INTO contact_point (id, kind, key_epoch, normaliser, typed, normalised) VALUES ($1, $2::contact_point_kind, 1, 1, $3, $4) ON CONFLICT DO NOTHING`,
      [ids[0], address.kind, address.typed, address.normalised],
    );
    await site.test.asOwner(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, ARRAY['email','post','phone','automated_call','sms','fax']::channel_scope[])`,
      [ids[0], id],
    );
  }
  return id;
}

export interface EventRow {
  act: string;
  channel: string;
  sender_no: number;
  topic_no: number;
  door: string;
  assurance: string;
  lifting: boolean;
  notice_version_id: string | null;
  basis: string | null;
  instruction_id: string;
  body: Record<string, unknown> | null;
}

/** The ledger of one address, oldest first, with the evidence. */
export function ledgerOf(site: TestSite, pointId: string): Promise<EventRow[]> {
  return site.test.asOwner<EventRow>(
    `SELECT e.act, e.channel, e.sender_no, e.topic_no, e.door, e.assurance, e.lifting, e.notice_version_id, e.basis, e.instruction_id, v.body
     FROM consent_event e LEFT JOIN evidence v USING (contact_point_id, instruction_id) WHERE e.contact_point_id = $1 ORDER BY e.seq`,
    [pointId],
  );
}

/** How many rows every table holds, the job queue's too. */
export async function rowCounts(site: TestSite): Promise<Record<string, number>> {
  const tables = await site.test.asOwner<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await site.test.asOwner<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`);
    counts[name] = row?.count ?? -1;
  }
  return counts;
}

/** The doors behind a real node:http server, for what only bytes on a socket can show. */
export async function listening(door: PublicDoor): Promise<{ port: number; server: Server }> {
  const listener = getRequestListener((request) => door(request) ?? new Response(null, { status: 404 }), {
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

/** Sends bytes and reads until the server closes; the request must ask it to. */
export function exchange(port: number, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', reject);
  });
}
