import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askInWords } from '../../services/data-request/ask-in-words';
import { EVIDENCE, type RequestWorld, requestWorld } from '../../services/data-request/data-request.fixture';
import { record } from '../../services/ledger/record';
import { collectMyData } from '../../services/my-data/collect-my-data';
import { lookAtPerson } from '../../services/person/look-at-person';
import { somebodyEverywhere } from './my-data.fixture';
import { myDataJson } from './my-data-json';
import { type MyDataJson, myDataSchema } from './my-data-schema';

/** Every table that names a person or an address, with the part of the export that gives its rows. */
const EXPORTED: Readonly<Record<string, keyof MyDataJson>> = {
  contact: 'profile',
  contact_fact: 'profile_history',
  contact_contact_point: 'addresses',
  contact_point: 'addresses',
  contact_point_deliverability: 'address_deliverability',
  register_listing: 'register_listings',
  preference_code: 'printed_codes',
  consent_event: 'choices',
  evidence: 'choices',
  contact_point_stop: 'pauses_and_restrictions',
  frequency_choice: 'frequencies',
  absorbed_repeat: 'repeated_refusals',
  message: 'messages',
  message_delivery: 'messages',
  digest_item: 'messages_waiting',
  disclosure: 'recipients',
  opt_out_request: 'recorded_by_staff',
  access_log: 'looks_by_staff',
  data_request: 'data_requests',
  data_request_mail: 'data_requests',
  registration: 'registrations',
  pending_address: 'addresses_to_confirm',
  address_code: 'addresses_to_confirm',
  auth_user: 'sessions',
  link_request: 'links_asked_for',
};

/** Tables that name a person or an address and are not given, each with the reason. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  permission: 'worked out from the choices, which are given; what follows from it is given as what holds now',
  form_draft: 'what the person typed a moment ago and is about to see again; gone within the hour',
};

/** Tables that reach a person without a column that says so; given with the part named. */
const GIVEN_ALONG: Readonly<Record<string, keyof MyDataJson>> = {
  auth_session: 'sessions',
  auth_verification_token: 'sign_in_links',
  data_request_step: 'data_requests',
};

let world: RequestWorld;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world?.close());

async function exported(contactId: string): Promise<MyDataJson> {
  const data = await collectMyData(world.ctx, contactId);
  if (data === null) throw new Error('there is no such person');
  const vocabulary = await world.ctx.vocabulary.current();
  const url = 'https://preferences.example.com/account/my-data/schema.json';
  return myDataSchema.parse(JSON.parse(JSON.stringify(myDataJson(data, vocabulary, url))));
}

describe('the export', () => {
  test('gives, or has a reason not to give, every table that names a person or an address', async () => {
    const naming = await world.rows<{ table: string }>(
      `SELECT DISTINCT c.table_name AS table FROM information_schema.columns c
       JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
       WHERE c.table_schema = 'public' AND c.column_name ~ '(^|_)(contact_id|point_ids?|owner_id)$' ORDER BY 1`,
    );
    const expected = [...Object.keys(EXPORTED), ...Object.keys(NOT_GIVEN)].filter(
      (table) => !['contact', 'contact_point'].includes(table),
    );
    expect(naming.map(({ table }) => table)).toEqual(expected.sort());
  });

  test('really has a row of every table in the part that is named for it', async () => {
    const ada = await somebodyEverywhere(world);
    const given = await exported(ada.id);
    for (const [table, part] of Object.entries({ ...EXPORTED, ...GIVEN_ALONG })) {
      const [row] = await world.rows<{ count: string }>(`SELECT count(*) FROM ${table}`);
      expect([table, Number(row?.count)]).not.toEqual([table, 0]);
      const value = given[part];
      expect([table, part, Array.isArray(value) ? value.length : 1]).not.toEqual([table, part, 0]);
    }
    expect(given.left_out).toEqual([]);
    expect(given.choices.find(({ act }) => act === 'given')).toMatchObject({
      evidence: { words: 'Yes please' },
      notice: { words: 'Tick to hear from us.' },
      about: { sender: 'Brand', topic: 'Offers' },
    });
    expect(given.messages.find(({ kind }) => kind === 'announcement')).toMatchObject({
      subject: 'Winter',
      attempts: [{ outcome: 'accepted' }],
      reasons: ['permission'],
    });
    expect(given.addresses_to_confirm[0]).toMatchObject({ as_typed: 'new@example.org', code_tries: 2 });
    const [asked] = given.data_requests.filter(({ kind }) => kind === 'correction');
    expect(asked).toMatchObject({ words: 'It is Ada.', steps: [{ step: 'received', mail: 'queued' }] });
    expect(given.recipients[0]).toMatchObject({ name: 'Partner', what: 'email address and name' });
    expect(given.what_holds_now.length).toBeGreaterThan(3);
  });

  test('names no member of staff: when, what and by which role alone', async () => {
    const ada = await somebodyEverywhere(world);
    const given = await exported(ada.id);
    expect(given.looks_by_staff.map(({ what, role }) => `${what} by ${role}`)).toEqual(
      expect.arrayContaining(['person by manager', 'search by manager', 'address by manager']),
    );
    const whole = JSON.stringify(given);
    expect(whole).not.toContain(world.manager.name);
    expect(whole).not.toContain('@staff.example');
    expect(whole).not.toContain(world.manager.id);
  });

  test('has nothing of somebody else at a shared address', async () => {
    const ada = await somebodyEverywhere(world);
    const bea = await world.person('Beatrix Undine', [{ email: 'beatrix@example.org' }]);
    await world.rows(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
      [ada.point, bea.id],
    );
    await world.yes(bea.id, ada.point);
    await askInWords(world.ctx, {
      contactId: bea.id,
      token: 'p',
      kind: 'complaint',
      words: 'Undine complains',
    });
    await lookAtPerson(world.ctx, world.manager, bea.id);
    const of = async (id: string) => exported(id);
    const [adas, beas] = [await of(ada.id), await of(bea.id)];
    expect(JSON.stringify(adas)).not.toMatch(/Undine|beatrix/i);
    expect(JSON.stringify(beas)).not.toMatch(/It is Ada|Lovelace/);
    expect(adas.addresses.some(({ shared_now }) => shared_now)).toBe(true);
    const ids = (given: MyDataJson) => given.choices.map(({ id }) => id);
    expect(ids(adas).filter((id) => ids(beas).includes(id))).toEqual([]);
    // What was typed into a form at an address that two use may be the other's.
    expect(adas.registrations).toEqual([]);
  });

  test('has what was said under nobody’s name at a shared address, without the browser it was said by', async () => {
    const ada = await world.person('Ada Byron', [{ email: 'both@example.com' }]);
    const bea = await world.person('Bea Byron', [{ email: 'bea.byron@example.com' }]);
    const point = ada.points[0] ?? '';
    await world.rows(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
      [point, bea.id],
    );
    await world.rows("UPDATE contact_contact_point SET attached_at = '2026-01-01T00:00:00Z'");
    await saidByNobody(point);
    const { choices } = await exported(ada.id);
    expect(choices).toMatchObject([{ act: 'objected', evidence: null, evidence_withheld: true }]);
    await world.rows('DELETE FROM contact_contact_point WHERE contact_id = $1 AND contact_point_id = $2', [
      bea.id,
      point,
    ]);
    const alone = await exported(ada.id);
    expect(alone.choices).toMatchObject([{ act: 'objected', evidence: EVIDENCE, evidence_withheld: false }]);
  });

  test('is of nobody once the person was erased, or never was', async () => {
    const ada = await world.person('Ada Byron', [{ email: 'gone@example.com' }]);
    await world.rows("UPDATE contact SET status = 'erased' WHERE id = $1", [ada.id]);
    expect(await collectMyData(world.ctx, ada.id)).toBeNull();
    expect(await collectMyData(world.ctx, world.ctx.newId())).toBeNull();
  });
});

async function saidByNobody(pointId: string) {
  const point = { id: pointId, kind: 'email' as const, keyEpoch: 1, typed: null, normalised: null };
  const ref = { ...point, postcode: null, premisesId: null, country: null, extension: null };
  await world.ctx.db.transaction((tx) =>
    record(world.ctx, tx, [
      {
        id: world.ctx.newId(),
        saidAt: world.ctx.now(),
        door: 'one_click',
        actor: { kind: 'person', id: null },
        assurance: 'link',
        evidence: EVIDENCE,
        utterances: [
          {
            point: ref,
            contactId: null,
            statements: [{ act: 'objected', channel: 'all', senderNo: 0, topicNo: 0 }],
          },
        ],
      },
    ]),
  );
}
