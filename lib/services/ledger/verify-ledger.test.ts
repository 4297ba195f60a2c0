import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nextEvents } from '../../../db/queries/verify';
import type { Instruction } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import { chainEvent } from '../../domain/ledger';
import { applySetup } from '../setup/apply-setup';
import { parseSetup } from '../setup/parse-setup';
import { openTestContext, type TestContext } from '../setup/test-context.fixture';
import { checkPermissions, rebuildPermissions } from './rebuild-permissions';
import { record } from './record';
import { verifyLedger } from './verify-ledger';

const SETUP = `
senders:
  - slug: shop
    kind: first_party
    name: Shop
    legal_name: Shop Limited
    postal_address: 1 Example Yard
    privacy_url: https://www.example.com/privacy
    topics: [{ slug: offers, name: Offers, channels: [email] }, { slug: news, name: News, channels: [email] }]
notices:
  - { slug: sign-up, language: en, channels: [email], senders: [shop], words: May we write to you? }
`;

let opened: TestContext;
beforeAll(async () => {
  opened = await openTestContext();
  const parsed = parseSetup(SETUP);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  await applySetup(opened.ctx, parsed.file);
});
afterAll(() => opened?.close());

let round = 0;
let ids: string[];

/** Five people say yes, no, pause and no again: five events each, in five instructions. */
beforeEach(async () => {
  await asTamperer(
    'delete from consent_event; delete from evidence; delete from permission; delete from contact_point_stop; delete from contact_point',
  );
  round += 1;
  ids = [];
  for (let person = 0; person < 5; person += 1) {
    const id = pointOf(person).id;
    ids.push(id);
    for (let step = 0; step < 5; step += 1) await say(person, step);
  }
  ids.sort();
});

function pointOf(person: number) {
  const { ctx } = opened;
  const parsed = parseAddress({ email: `person${round}-${person}@example.com` }, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  const located = locate(parsed.address, ctx.config.addressKeys);
  return pointRef(located, located.ids[0] ?? '', ctx.config.addressKeys);
}

async function say(person: number, step: number): Promise<void> {
  const { ctx } = opened;
  const notice = [...(await ctx.vocabulary.current()).notices.keys()][0] ?? '';
  const scope = { channel: 'email', senderNo: 1 } as const;
  const instruction: Instruction = {
    id: ctx.newId(),
    saidAt: new Date(Date.UTC(2026, 0, 1 + step)),
    door: step % 2 === 0 ? 'account' : 'unsubscribe_page',
    actor: { kind: 'person', id: null },
    assurance: 'signed_in',
    evidence: { page: 'https://www.example.com/', step },
    utterances: [
      {
        point: pointOf(person),
        contactId: null,
        statements:
          step === 3
            ? [{ act: 'paused', stop: 'pause', channel: 'email', senderNo: 0, topicNo: 0 }]
            : step % 2 === 0
              ? [
                  {
                    act: 'given',
                    ...scope,
                    topicNo: 1,
                    basis: 'consent',
                    noticeVersionId: notice,
                    lifting: true,
                  },
                ]
              : [{ act: 'withdrawn', ...scope, topicNo: 0 }],
      },
    ],
  };
  const [outcome] = await ctx.db.transaction((tx) => record(ctx, tx, [instruction]));
  if (outcome?.ok !== true || outcome.events.length !== 1) throw new Error(JSON.stringify(outcome));
}

/** What an owner of the database can do: switch the triggers off, change, switch them on again. */
async function asTamperer(sql: string): Promise<void> {
  await opened.test.asOwner(
    `alter table consent_event disable trigger all; ${sql}; alter table consent_event enable trigger all`,
  );
}

const victim = () => ids[2] ?? '';

async function firstFault() {
  const report = await verifyLedger(opened.ctx);
  expect(report.intact).toBe(false);
  return report.faults;
}

test('an untouched ledger is intact, and the report says what it cannot vouch for', async () => {
  const report = await verifyLedger(opened.ctx);
  expect(report).toMatchObject({ intact: true, contactPoints: 5, events: 25, faults: [], unguarded: [] });
  expect(report.cannotVouchFor.length).toBeGreaterThan(0);
});

test('a changed field is named by contact point and number', async () => {
  await asTamperer(
    `update consent_event set said_at = said_at + interval '1 day' where contact_point_id = '${victim()}' and seq = 3`,
  );
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 3, kind: 'altered' }]);
});

test('one changed byte of a hash is found', async () => {
  await asTamperer(
    `update consent_event set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where contact_point_id = '${victim()}' and seq = 2`,
  );
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 2, kind: 'altered' }]);
});

test('an event removed from the middle is found', async () => {
  await asTamperer(`delete from consent_event where contact_point_id = '${victim()}' and seq = 3`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 3, kind: 'removed' }]);
});

test('a cut tail is found by the head', async () => {
  await asTamperer(`delete from consent_event where contact_point_id = '${victim()}' and seq >= 4`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 4, kind: 'removed' }]);
});

test('a tail cut together with the head’s number is found by the head’s hash', async () => {
  await asTamperer(`delete from consent_event where contact_point_id = '${victim()}' and seq = 5;
    update contact_point set last_seq = 4 where id = '${victim()}'`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 4, kind: 'head_differs' }]);
});

test('a whole ledger removed while its head stays is found', async () => {
  await asTamperer(`delete from consent_event where contact_point_id = '${victim()}'`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 1, kind: 'removed' }]);
});

test('an inserted event is found, even with later ones moved up', async () => {
  await asTamperer(`update consent_event set seq = seq + 1000 where contact_point_id = '${victim()}' and seq >= 3;
    update consent_event set seq = seq - 999 where contact_point_id = '${victim()}' and seq >= 1000;
    insert into consent_event select (jsonb_populate_record(e, jsonb_build_object('seq', 3, 'event_id', gen_random_uuid()))).*
      from consent_event e where contact_point_id = '${victim()}' and seq = 2`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 3, kind: 'altered' }]);
});

test('events added after the head’s last are found', async () => {
  await asTamperer(`update contact_point set last_seq = 4, last_hash = (select hash from consent_event where contact_point_id = id and seq = 4)
    where id = '${victim()}'`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 5, kind: 'inserted' }]);
});

test('two events in swapped order are found', async () => {
  await asTamperer(`update consent_event set seq = 100 where contact_point_id = '${victim()}' and seq = 2;
    update consent_event set seq = 2 where contact_point_id = '${victim()}' and seq = 3;
    update consent_event set seq = 3 where contact_point_id = '${victim()}' and seq = 100`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 2, kind: 'altered' }]);
});

test('an event changed together with its own hash breaks the link of the next', async () => {
  const { ctx } = opened;
  const stored = (await nextEvents(ctx.db.reader, { id: victim(), seq: 2 }, 1))[0];
  if (stored === undefined) throw new Error('nothing to forge');
  const forged = chainEvent({ ...stored, door: 'import' }, stored.prevHash);
  await asTamperer(`update consent_event set door = 'import', hash = '\\x${forged.hash.toString('hex')}'
    where contact_point_id = '${victim()}' and seq = 3`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 4, kind: 'unlinked' }]);
});

test('events without a head are found', async () => {
  await asTamperer(`delete from contact_point where id = '${victim()}'`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 1, kind: 'orphan' }]);
});

test('changed evidence is found, and erased evidence is counted and no fault', async () => {
  await asTamperer(`delete from evidence where contact_point_id = '${ids[0]}'`);
  expect(await verifyLedger(opened.ctx)).toMatchObject({ intact: true, withoutEvidence: 5 });
  await asTamperer(`update evidence set body = body || '{"page":"https://www.example.org/"}' where contact_point_id = '${victim()}'
    and instruction_id = (select instruction_id from consent_event where contact_point_id = '${victim()}' and seq = 4)`);
  expect(await firstFault()).toEqual([{ contactPointId: victim(), seq: 4, kind: 'evidence_altered' }]);
});

test('switched-off triggers and widened rights are noticed', async () => {
  await opened.test.asOwner(
    'alter table consent_event disable trigger consent_event_append_only; grant update on consent_event to sayso_app',
  );
  const report = await verifyLedger(opened.ctx);
  await opened.test.asOwner(
    'alter table consent_event enable trigger consent_event_append_only; revoke update on consent_event from sayso_app',
  );
  expect(report).toMatchObject({ intact: false, faults: [] });
  expect(report.unguarded).toHaveLength(2);
  expect((await verifyLedger(opened.ctx)).intact).toBe(true);
});

test('the live permissions equal a rebuild', async () => {
  const report = await checkPermissions(opened.ctx);
  expect(report).toMatchObject({ equal: true, contactPoints: 5, events: 25, rows: 15 });
});

test('every kind of difference is found, an empty row is none, and a rebuild mends them', async () => {
  await opened.test.asOwner(`
    insert into permission (contact_point_id, channel, sender_no, topic_no) values ('${ids[0]}', 'email', 1, 2);
    update permission set no_at = null, no_seq = null where contact_point_id = '${ids[0]}' and no_seq is not null;
    delete from permission where contact_point_id = '${ids[1]}' and yes_seq is not null;
    update permission set yes_until = now() where contact_point_id = '${ids[2]}' and yes_seq is not null;
    insert into permission (contact_point_id, channel, sender_no, topic_no, yes_at, yes_seq, yes_basis)
      values ('ffffffff-0000-8000-8000-000000000000', 'email', 1, 1, now(), 1, 'consent');
    update contact_point_stop set standing = false where contact_point_id = '${ids[3]}'`);
  const found = await checkPermissions(opened.ctx);
  expect(found.differences.map(({ contactPointId, row, found: how }) => [contactPointId, row, how])).toEqual(
    expect.arrayContaining([
      [ids[0], 'permission', 'missing'],
      [ids[1], 'permission', 'missing'],
      [ids[2], 'permission', 'differs'],
      [ids[3], 'stop', 'differs'],
      ['ffffffff-0000-8000-8000-000000000000', 'permission', 'extra'],
    ]),
  );
  expect(found.different).toBe(5);
  await rebuildPermissions(opened.ctx);
  expect((await checkPermissions(opened.ctx)).equal).toBe(true);
});
