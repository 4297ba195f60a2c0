import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { housekeepingJob } from './housekeeping';
import { type MailWorld, openMailWorld } from './mail-world.fixture';

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(async () => {
  await world?.close();
});

const ROWS = `
  INSERT INTO stored_search (id, staff_id, query, created_at) VALUES (gen_random_uuid(), gen_random_uuid(), $1, now() - $2::interval);`;

it('housekeeping forgets what has run out and nothing else', async () => {
  const { test, ctx } = world;
  await test.asOwner(ROWS, ['old', '61 minutes']);
  await test.asOwner(ROWS, ['new', '50 minutes']);
  const endings = [
    ['old', '-1 minute'],
    ['new', '1 minute'],
  ];
  for (const [name, ends] of endings) {
    await test.asOwner(
      `INSERT INTO auth_verification_token (identifier, token, expires) VALUES ($1, $1, now() + $2::interval)`,
      [name, ends],
    );
    await test.asOwner(
      `INSERT INTO auth_session (session_token, user_id, expires) VALUES ($1, gen_random_uuid(), now() + $2::interval)`,
      [name, ends],
    );
    await test.asOwner(
      `INSERT INTO address_code (contact_point_id, owner_id, ask_id, language, sender_no, salt, asked_at, expires_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1, 0, '', now(), now() + $2::interval)`,
      [name, ends],
    );
    await test.asOwner(
      `INSERT INTO pending_address (contact_point_id, contact_id, kind, typed, channels, asked_at, expires_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), 'email', $1, '{email}', now(), now() + $2::interval)`,
      [name, ends],
    );
  }
  for (const [name, age] of [
    ['old', '49 hours'],
    ['new', '1 hour'],
  ]) {
    await test.asOwner(
      `INSERT INTO idempotency_key (client_id, route, key, request_digest, created_at) VALUES (gen_random_uuid(), 'r', $1, '', now() - $2::interval)`,
      [name, age],
    );
    await test.asOwner(
      `INSERT INTO rate_counter (bucket, window_start, hits) VALUES ($1, now() - $2::interval, 1)`,
      [name, age],
    );
  }
  for (const [name, age] of [
    ['old', '61 minutes'],
    ['new', '50 minutes'],
  ]) {
    await test.asOwner(
      `INSERT INTO link_request (id, kind, point_ids, browser, system, asked_at)
       VALUES (gen_random_uuid(), 'preference_link', '{}', $1, 'other', now() - $2::interval)`,
      [name, age],
    );
    await test.asOwner(
      `INSERT INTO form_draft (id, contact_id, form, body, created_at)
       VALUES (gen_random_uuid(), gen_random_uuid(), $1, '{}', now() - $2::interval)`,
      [name, age],
    );
  }
  await housekeepingJob(ctx)({}, {} as JobHelpers);
  const left = await test.asOwner(
    `SELECT query AS name FROM stored_search UNION ALL SELECT token FROM auth_verification_token
     UNION ALL SELECT session_token FROM auth_session UNION ALL SELECT key FROM idempotency_key UNION ALL SELECT bucket FROM rate_counter UNION ALL SELECT browser FROM link_request
     UNION ALL SELECT language FROM address_code UNION ALL SELECT typed FROM pending_address UNION ALL SELECT form FROM form_draft`,
  );
  expect(left).toEqual(Array.from({ length: 9 }, () => ({ name: 'new' })));
});
