import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pointsOfContact } from '../../../db/queries/preferences';
import { bareRef } from '../../domain/contact-point/locate';
import { mintToken, NIL_UUID, readToken } from '../../domain/token';
import { ALL } from '../../domain/vocabulary';
import { chooseFrequencies } from '../frequency/choose-frequencies';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';
import { type ActWorld, openActWorld } from './acts.fixture';
import { receiptByLink } from './receipt-by-link';
import { receiptOfContact } from './receipt-of-contact';

let world: ActWorld;

beforeAll(async () => {
  world = await openActWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

function claimsTo(contactPointId: string) {
  const claims = { contactPointId, channel: 'email' as const, topicNo: ALL, messageId: NIL_UUID };
  const { links } = world.ctx;
  const read = readToken(mintToken(claims, 'preferences', links), 'preferences', links);
  if (read === null) throw new Error('a minted token can be read');
  return read;
}

describe('a receipt', () => {
  it('has every field ISO/IEC TS 27560 asks for, and neither address, network nor browser', async () => {
    const person = await world.somebody();
    const given = await world.say(person, {
      statements: [
        {
          ...world.yes(),
          senderNo: world.words.partner,
          topicNo: world.words.partnerOffers,
          effectiveUntil: new Date('2027-11-22T00:00:00Z'),
        },
      ],
    });
    const [event] = await world.db.asOwner<{ event_id: string; hash: Buffer }>(
      'SELECT event_id, hash FROM consent_event WHERE instruction_id = $1',
      [given],
    );
    await world.db.asOwner(
      `INSERT INTO disclosure (contact_point_id, id, sender_no, what, event_id, disclosed_at) VALUES ($1, $2, $3, 'email address', $4, '2026-11-22T13:00:00Z')`,
      [person.point, world.ctx.newId(), world.words.partner, event?.event_id],
    );
    const read = await receiptOfContact(world.ctx, person.contactId, given);
    expect(read?.receipt).toEqual({
      schema_version: 'ISO/IEC TS 27560:2023',
      receipt_id: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      record_id: given,
      pii_principal_id: person.contactId,
      language: 'en',
      pii_processing: [
        {
          event_id: event?.event_id,
          privacy_notice: ['https://example.com/privacy'],
          notice_id: world.words.notice,
          language: 'en',
          purposes: [
            {
              purpose: 'Offers from Partner, by email',
              purpose_type: 'direct marketing',
              channel: 'email',
              lawful_basis: 'consent',
            },
          ],
          pii_information: [
            {
              pii_type: 'email address',
              pii_attribute_id: person.point,
              pii_optional: true,
              sensitive_pii_category: false,
              special_pii_category: false,
            },
          ],
          pii_controllers: ['partner'],
          collection_method: 'account',
          storage_locations: [expect.any(String)],
          retention_period: expect.any(String),
          recipient_third_parties: [
            { party_id: 'partner', given: [{ what: 'email address', at: '2026-11-22T13:00:00.000Z' }] },
          ],
          withdrawal_method: {
            description: expect.any(String),
            url: 'https://preferences.example.com/unsubscribe',
          },
          privacy_rights: 'https://preferences.example.com/privacy',
          jurisdiction: 'GB',
        },
      ],
      party_identification: [
        {
          party_id: 'partner',
          party_name: 'Partner Ltd',
          party_trading_name: 'Partner',
          party_role: 'PII controller, third party',
          party_type: 'organisation',
          party_address: '1 High Street, Leeds LS1 1AA',
          party_email: 'partner@example.net',
          party_url: 'https://example.com/privacy',
          party_contact: 'partner@example.net',
        },
      ],
      notices: [
        {
          notice_id: world.words.notice,
          slug: 'join',
          version: 1,
          language: 'en',
          words: 'Tick to hear from us.',
        },
      ],
      events: [
        {
          event_id: event?.event_id,
          event_time: '2026-11-22T12:01:00.000Z',
          recorded_at: '2026-11-22T12:01:00.000Z',
          validity_duration: 'until 2027-11-22T00:00:00.000Z',
          valid_until: '2027-11-22T00:00:00.000Z',
          entity_id: person.contactId,
          event_type: 'given',
          event_state: 'given',
          record_hash: event?.hash.toString('hex'),
        },
      ],
    });
    const text = JSON.stringify(read?.receipt);
    for (const kept of [person.email, '203.0.113.9']) expect(text).not.toContain(kept);
  });

  it('is the same whenever it is asked for', async () => {
    const person = await world.somebody();
    const id = await world.say(person, { statements: [world.no()] });
    const first = await receiptOfContact(world.ctx, person.contactId, id);
    world.ctx.clock.now = new Date('2027-05-01T00:00:00Z');
    expect((await receiptOfContact(world.ctx, person.contactId, id))?.receipt).toEqual(first?.receipt);
  });

  it('of a wide no names everybody it concerns', async () => {
    const person = await world.somebody();
    const id = await world.say(person, { statements: [world.no()] });
    const read = await receiptOfContact(world.ctx, person.contactId, id);
    expect(read?.receipt.party_identification.map((party) => party.party_id)).toEqual([
      'brand',
      'other-brand',
      'partner',
    ]);
    expect(read?.receipt.events).toMatchObject([{ event_type: 'objected', event_state: 'refused' }]);
  });

  it('of a choice of how often is one, too', async () => {
    const person = await world.somebody();
    await world.db.asOwner(`UPDATE topic SET frequencies = '{every,weekly,monthly}' WHERE no = $1`, [
      world.words.offers,
    ]);
    await refreshVocabulary(world.ctx);
    const points = await pointsOfContact(world.ctx.db.reader, person.contactId);
    const instructionId = world.ctx.newId();
    await world.ctx.db.transaction((tx) =>
      chooseFrequencies(world.ctx, tx, [{ no: world.words.offers, channels: ['email', 'post'] }], {
        instructionId,
        points,
        contactId: person.contactId,
        door: 'account',
        actor: { kind: 'person', id: person.contactId },
        saidAt: world.ctx.now(),
        chosen: [{ topicNo: world.words.offers, frequency: 'monthly' }],
      }),
    );
    const read = await receiptOfContact(world.ctx, person.contactId, instructionId);
    expect(read?.act.lines).toMatchObject([
      { act: null, frequency: 'monthly', channel: 'email' },
      { act: null, frequency: 'monthly', channel: 'post' },
    ]);
    expect(read?.receipt.events).toMatchObject([
      { event_type: 'frequency', event_state: 'chosen', record_hash: null },
      { event_type: 'frequency' },
    ]);
  });

  it.each(['', 'x', '00000000-0000-0000-0000-000000000000', "' OR 1=1 --"])('%j is none', async (id) => {
    const person = await world.somebody();
    expect(await receiptOfContact(world.ctx, person.contactId, id)).toBeNull();
    expect(await receiptByLink(world.ctx, claimsTo(person.point), id)).toBeNull();
  });
});

describe('a receipt by link', () => {
  it('speaks of the linked address alone, masked, though the act was for more', async () => {
    const person = await world.somebody();
    const id = await world.say(person, {
      statements: [],
      utterances: [
        { point: bareRef(person.point, 'email', 1), contactId: person.contactId, statements: [world.no()] },
        { point: bareRef(person.post, 'postal', 1), contactId: person.contactId, statements: [world.no()] },
      ],
    });
    const read = await receiptByLink(world.ctx, claimsTo(person.point), id);
    expect(read?.receipt.pii_processing.map(({ pii_information: [pii] }) => pii?.pii_attribute_id)).toEqual([
      person.point,
    ]);
    expect(read?.maskedAddress).not.toBe(person.email);
    expect(JSON.stringify(read)).not.toContain(person.email);
    expect(JSON.stringify(read)).not.toContain(person.post);
    expect(await receiptByLink(world.ctx, claimsTo((await world.somebody()).point), id)).toBeNull();
  });

  it('of what one of several people behind an address said is for nobody with the link', async () => {
    const [ann, bob] = [await world.somebody(), await world.somebody()];
    const alone = await world.say(ann, { statements: [world.yes()] });
    const byLink = await world.say(
      ann,
      { statements: [world.no()], door: 'preference_page', assurance: 'link' },
      null,
    );
    expect((await receiptByLink(world.ctx, claimsTo(ann.point), alone))?.act.speaker).toBe('you');
    await world.share(ann, bob);
    expect(await receiptByLink(world.ctx, claimsTo(ann.point), alone)).toBeNull();
    const read = await receiptByLink(world.ctx, claimsTo(ann.point), byLink);
    expect(read?.act.speaker).toBe('address');
    expect(read?.receipt.pii_principal_id).toBe(ann.point);
    for (const told of [ann.contactId, bob.contactId]) expect(JSON.stringify(read)).not.toContain(told);
  });
});
