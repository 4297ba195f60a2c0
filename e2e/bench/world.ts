import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type Embedded, startEmbedded } from '../../db/embedded/start-embedded';
import { migrateDatabase } from '../../db/migrate';
import { loadEmail, loadPhone } from '../../db/seed/load-contact';
import type { Context } from '../../lib/context';
import { parseAddress, type RawAddress } from '../../lib/domain/contact-point/address';
import { locate } from '../../lib/domain/contact-point/locate';
import type { Vocabulary } from '../../lib/domain/facts';
import { mintToken, NIL_UUID } from '../../lib/domain/token';
import { createApiClient } from '../../lib/services/api-client/create-api-client';
import { openContext } from '../../lib/services/context/open-context';
import { resolveConfig } from '../../lib/services/context/resolve-config';
import { loadContacts } from '../../lib/services/setup/load-contacts';

/** A loaded database with what the rounds need of it. */
export interface World {
  contacts: number;
  ctx: Context;
  owner: pg.Client;
  environment: Record<string, string>;
  apiKey: string;
  files: {
    tokens: string;
    pages: string;
    bareOptOuts: string;
    barePages: string;
    emails: string;
    phones: string;
    emailBatches: string;
    phoneBatches: string;
  };
  stop(): Promise<void>;
}

/** The database is held in memory, as a server of its own would hold it; commits stay synchronous. */
const SERVER = {
  shared_buffers: '6GB',
  effective_cache_size: '12GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
};

/** Questions of one API call in the batch rounds. */
export const BATCH = 1_000;
const ASKED = 300_000;
const BATCHES = 200;

/** Opens the benchmark's database of a size, loading it on first use (kept under the data directory). */
export async function openWorld(root: string, contacts: number): Promise<World> {
  const dataDir = resolve(root, `bench-${contacts}`);
  mkdirSync(dataDir, { recursive: true });
  const embedded: Embedded = await startEmbedded({
    dataDir,
    settings: SERVER,
  });
  const environment = {
    DATABASE_URL: embedded.url,
    SAYSO_DATA_DIR: dataDir,
    NODE_ENV: 'production',
    DATABASE_APP_URL: '',
    APP_URL: '',
    SMTP_URL: '',
  };
  await migrateDatabase(embedded.url);
  const { config } = await resolveConfig('join', environment as unknown as NodeJS.ProcessEnv);
  const ctx = openContext(config);
  const owner = new pg.Client({ connectionString: embedded.url });
  await owner.connect();
  await fill(ctx, owner, contacts);
  const vocabulary = await ctx.vocabulary.current();
  const senders = [...vocabulary.senders.values()].map((sender) => sender.slug);
  const used = await clicksSoFar(owner);
  const topicNo = freshTopic(vocabulary, Math.floor(used / contacts));
  const client = await createApiClient(ctx, { name: 'bench', scopes: ['decisions'], senders });
  return {
    contacts,
    ctx,
    owner,
    environment,
    apiKey: client.key,
    files: writeFiles(ctx, dataDir, contacts, topicNo, used),
    async stop() {
      await owner.end();
      await ctx.db.end();
      await embedded.stop();
    },
  };
}

async function fill(ctx: Context, owner: pg.Client, contacts: number): Promise<void> {
  const { rows } = await owner.query<{ loaded: number }>('SELECT count(*)::int AS loaded FROM contact');
  if ((rows[0]?.loaded ?? 0) < contacts) {
    process.stdout.write(`loading ${contacts} contacts …\n`);
    const report = await loadContacts(ctx, { contacts, choices: 4 });
    process.stdout.write(
      `loaded ${report.contacts} contacts with ${report.events} events in ${Math.round(report.seconds)} s\n`,
    );
  }
  await owner.query(`DROP TABLE IF EXISTS bench_event; DROP TABLE IF EXISTS bench_permission;
    CREATE TABLE bench_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, contact_point_id uuid NOT NULL, said_at timestamptz NOT NULL, body jsonb NOT NULL);
    CREATE TABLE bench_permission (contact_point_id uuid, channel smallint, sender_no int, topic_no int, no_at timestamptz, PRIMARY KEY (contact_point_id, channel, sender_no, topic_no));
    INSERT INTO bench_permission SELECT contact_point_id, 1, 1, 1, now() FROM permission ON CONFLICT DO NOTHING`);
  await owner.query('VACUUM ANALYZE');
  // Both sides read from memory from the first round on.
  await owner.query(`CREATE EXTENSION IF NOT EXISTS pg_prewarm;
    SELECT pg_prewarm(oid) FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace AND relpages > 0`);
}

/** Recipients that earlier runs on the same data have used up: a click counts as a first one only once. */
async function clicksSoFar(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ clicks: number }>(
    "SELECT count(*)::int AS clicks FROM consent_event WHERE door = 'one_click'",
  );
  return rows[0]?.clicks ?? 0;
}

/** When everybody has clicked once, the next topic's clicks are first ones again. */
function freshTopic(vocabulary: Vocabulary, pass: number): number {
  const topics = [...vocabulary.topics.values()].filter(
    (topic) => !topic.essential && vocabulary.senders.get(topic.senderNo)?.kind === 'first_party',
  );
  const topic = topics[pass];
  if (topic === undefined)
    throw new Error('every click has been used up: delete the data directory of the benchmark');
  return topic.no;
}

function writeFiles(
  ctx: Context,
  dataDir: string,
  contacts: number,
  topicNo: number,
  used: number,
): World['files'] {
  const asked = Math.min(ASKED, contacts);
  // Spread over the whole table, each person once: 7919 is prime and divides none of the sizes used.
  const people = Array.from({ length: asked }, (_, i) => (((i + used) * 7919) % contacts) + 1);
  const idOf = (raw: RawAddress) => {
    const parsed = parseAddress(raw, 'GB');
    return parsed.ok ? (locate(parsed.address, ctx.config.addressKeys).ids[0] ?? '') : '';
  };
  const ids = people.map((n) => idOf({ email: loadEmail(n) }));
  const tokens = ids.map((contactPointId) =>
    mintToken({ contactPointId, channel: 'email', topicNo, messageId: NIL_UUID }, 'unsubscribe', ctx.links),
  );
  const phones = people.flatMap((n) => loadPhone(n) ?? []);
  const write = (name: string, lines: readonly string[]) => {
    const path = join(dataDir, `${name}.txt`);
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const question = (address: RawAddress, id: number) => ({
    id: String(id),
    ...address,
    channel: 'email' in address ? 'email' : 'phone',
    sender: 'northgate',
    topic: 'offers',
  });
  const batches = (addresses: readonly RawAddress[]) =>
    Array.from({ length: BATCHES }, (_, b) =>
      JSON.stringify({
        questions: Array.from({ length: BATCH }, (__, i) =>
          question(addresses[(b * BATCH + i) % addresses.length] as RawAddress, i),
        ),
      }),
    );
  const emailAddresses = people.map((n) => ({ email: loadEmail(n) }));
  const phoneAddresses = phones.map((phone) => ({ phone }));
  return {
    tokens: write(
      'tokens',
      tokens.map((token) => `/u/${token}`),
    ),
    pages: write(
      'pages',
      // From the other end: scanners fetch the links of mail just sent, before anybody has clicked.
      tokens.map((token) => `/unsubscribe/${token}`).toReversed(),
    ),
    bareOptOuts: write(
      'bare-opt-outs',
      ids.map((id) => `/opt-out/${id}`),
    ),
    barePages: write('bare-pages', ids.map((id) => `/page/${id}`).toReversed()),
    emails: write(
      'emails',
      emailAddresses.map((address) => JSON.stringify({ questions: [question(address, 1)] })),
    ),
    phones: write(
      'phones',
      phoneAddresses.map((address) => JSON.stringify({ questions: [question(address, 1)] })),
    ),
    emailBatches: write('email-batches', batches(emailAddresses)),
    phoneBatches: write('phone-batches', batches(phoneAddresses)),
  };
}
