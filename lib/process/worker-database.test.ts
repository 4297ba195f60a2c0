import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client';
import { temporaryDataDir } from '../../db/embedded/embedded.fixture';
import { type Embedded, startEmbedded } from '../../db/embedded/start-embedded';
import { migrateDatabase } from '../../db/migrate';
import type { TestDatabase } from '../../db/testing/database';
import { type MailWorld, mailerTo, openMailWorld, startRelay } from '../jobs/mail-world.fixture';
import { queueEssential } from '../services/message/queue-essential';
import { startWorker } from './worker';

const place = temporaryDataDir();
let embedded: Embedded;
let world: MailWorld;
beforeAll(async () => {
  embedded = await startEmbedded({ dataDir: place.dataDir });
  await migrateDatabase(embedded.url);
  world = await openMailWorld(asTestDatabase(embedded.url));
});
afterAll(async () => {
  await world?.close();
  await embedded?.stop();
  await place.remove();
});

function asTestDatabase(url: string): TestDatabase {
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  owner.on('error', () => undefined);
  const database = openDatabase({ url, readers: 1, writers: 1 });
  return {
    url,
    database,
    asOwner: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await owner.query<Row>(sql, values)).rows,
    drop: async () => {
      await Promise.all([owner.end(), database.end()]);
    },
  };
}

async function stateOf(id: string): Promise<string | undefined> {
  const rows = await world.test
    .asOwner<{ state: string }>('SELECT state FROM message WHERE id = $1', [id])
    .catch(() => []);
  return rows[0]?.state;
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(50);
  }
}

describe('when the database is killed', () => {
  it('a message under way is marked once it is back, and the worker goes on without a restart', async () => {
    const relay = await startRelay();
    const mailer = mailerTo(world.ctx, relay);
    const point = await world.customer('ada@example.com');
    const queue = () =>
      world.ctx.db.transaction((tx) =>
        queueEssential(world.ctx, tx, { kind: 'preference_link', contactPointId: point.id, contactId: null }),
      );
    const worker = await startWorker(world.ctx, mailer);
    try {
      let arrived = false;
      relay.beforeReply = async () => {
        arrived = true;
        await sleep(500);
      };
      const first = await queue();
      await until(() => arrived);
      const killed = embedded.pid();
      process.kill(killed as number, 'SIGKILL');
      await until(async () => (await stateOf(first)) === 'sent');
      expect(embedded.pid()).not.toBe(killed);
      relay.beforeReply = null;
      const second = await queue();
      await until(async () => (await stateOf(second)) === 'sent');
      expect(relay.arrived).toHaveLength(2);
    } finally {
      await worker.stop();
      await mailer.close();
      await relay.close();
    }
  }, 60_000);

  it('in the moment a runner starts, the worker still goes on', async () => {
    const relay = await startRelay();
    const mailer = mailerTo(world.ctx, relay);
    const point = await world.customer('early@example.com');
    const worker = await startWorker(world.ctx, mailer);
    process.kill(embedded.pid() as number, 'SIGKILL');
    try {
      let id = '';
      const queue = async () => {
        id = await world.ctx.db.transaction((tx) =>
          queueEssential(world.ctx, tx, {
            kind: 'preference_link',
            contactPointId: point.id,
            contactId: null,
          }),
        );
        return true;
      };
      await until(() => queue().catch(() => false));
      await until(async () => (await stateOf(id)) === 'sent');
    } finally {
      await worker.stop();
      await mailer.close();
      await relay.close();
    }
  }, 60_000);

  it('while jobs end one after another, none of them ends the process', async () => {
    const relay = await startRelay();
    const mailer = mailerTo(world.ctx, relay);
    const point = await world.customer('many@example.com');
    const ids = await world.ctx.db.transaction(async (tx) => {
      const queued: string[] = [];
      for (let made = 0; made < 60; made += 1) {
        queued.push(
          await queueEssential(world.ctx, tx, {
            kind: 'preference_link',
            contactPointId: point.id,
            contactId: null,
          }),
        );
      }
      return queued;
    });
    const worker = await startWorker(world.ctx, mailer);
    try {
      await until(() => relay.arrived.length > 10);
      process.kill(embedded.pid() as number, 'SIGKILL');
      await until(async () => (await stateOf(ids.at(-1) ?? '')) === 'sent');
    } finally {
      await worker.stop();
      await mailer.close();
      await relay.close();
    }
  }, 60_000);
});
