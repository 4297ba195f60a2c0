import fc from 'fast-check';
import type { ConsentEvent, EvidenceBody, EvidenceValue } from './consent-event';
import type { EventForProjection } from './permission';
import {
  ACT_EFFECT,
  ACTOR_KINDS,
  ACTS,
  ASSURANCES,
  BASES,
  CHANNEL_SCOPES,
  CHANNELS,
  DOORS,
  NO_ACTS,
  STOP_KINDS,
  YES_ACTS,
} from './vocabulary';

/** Arbitrary events for the properties of the ledger, its projection and its hashes. */

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array) => Buffer.from(array));
const anyDate = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
const positive = fc.integer({ min: 1, max: 2_147_483_647 });

/** Any event at all, sensible or not: what is hashed must not depend on its making sense. */
export const anyEvent: fc.Arbitrary<ConsentEvent> = fc.record({
  contactPointId: fc.uuid(),
  seq: positive,
  eventId: fc.uuid(),
  instructionId: fc.uuid(),
  act: fc.constantFrom(...ACTS),
  channel: fc.constantFrom(...CHANNEL_SCOPES),
  senderNo: fc.nat(),
  topicNo: fc.nat(),
  basis: fc.option(fc.constantFrom(...BASES)),
  stop: fc.option(fc.constantFrom(...STOP_KINDS)),
  door: fc.constantFrom(...DOORS),
  actorKind: fc.constantFrom(...ACTOR_KINDS),
  actorId: fc.option(fc.uuid()),
  contactId: fc.option(fc.uuid()),
  assurance: fc.constantFrom(...ASSURANCES),
  lifting: fc.boolean(),
  noticeVersionId: fc.option(fc.uuid()),
  undoesSeq: fc.option(positive),
  fullNameKey: fc.option(bytes),
  saidAt: anyDate,
  recordedAt: anyDate,
  effectiveUntil: fc.option(anyDate),
  evidenceDigest: fc.option(bytes),
});
export const anyHash = fc.option(bytes);

const evidenceValue = fc.letrec<{ value: EvidenceValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 3 }),
  ),
})).value;
/** Evidence as a door may send it, with any characters in keys and values. */
export const evidenceBody: fc.Arbitrary<EvidenceBody> = fc.dictionary(
  fc.string({ unit: 'binary' }),
  evidenceValue,
  { maxKeys: 5 },
);

/** Few instants, so that ties are common. */
const instant = fc.integer({ min: 0, max: 5 }).map((step) => new Date(Date.UTC(2026, 0, 1, step)));

/** Few cells, so that words meet. */
const cell = fc.constantFrom(
  { channel: 'all' as const, senderNo: 0, topicNo: 0 },
  { channel: CHANNELS[0], senderNo: 1, topicNo: 0 },
  { channel: CHANNELS[0], senderNo: 1, topicNo: 11 },
);
const word = fc
  .record({
    cell,
    act: fc.constantFrom(...ACTS.filter((act) => ACT_EFFECT[act] !== 'undo')),
    basis: fc.option(fc.constantFrom(...BASES)),
    stop: fc.constantFrom(...STOP_KINDS),
    contactId: fc.option(fc.constantFrom('one', 'other')),
    lifting: fc.boolean(),
    saidAt: instant,
    effectiveUntil: fc.option(instant),
  })
  .map(({ cell, ...said }) => ({ ...cell, ...said }));

/** A ledger of one contact point: words in the order of recording, said in any order, some taken back later. */
export const ledger: fc.Arbitrary<EventForProjection[]> = fc
  .array(fc.record({ word, takesBack: fc.option(fc.nat(20), { freq: 3 }) }), { maxLength: 16 })
  .map((entries) => {
    const events: EventForProjection[] = [];
    for (const { word: said, takesBack } of entries) {
      const open = events.filter(
        ({ act, seq }) =>
          [...YES_ACTS, ...NO_ACTS].some((word) => word === act) &&
          !events.some(({ undoesSeq }) => undoesSeq === seq),
      );
      const target = takesBack === null ? undefined : open[takesBack % Math.max(open.length, 1)];
      const seq = events.length + 1;
      const yes = ACT_EFFECT[said.act] === 'yes';
      events.push(
        target === undefined
          ? {
              ...said,
              contactPointId: 'point',
              seq,
              undoesSeq: null,
              lifting: yes && said.lifting,
              stop: ACT_EFFECT[said.act] === 'stop' ? said.stop : null,
            }
          : {
              ...target,
              seq,
              act: 'invalidated',
              undoesSeq: target.seq,
              lifting: false,
              saidAt: said.saidAt,
            },
      );
    }
    return events;
  });
