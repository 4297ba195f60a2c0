import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import type { Channel } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { decideQuestions } from '../decision/decide-questions';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { record } from '../ledger/record';
import { verifyLedger } from '../ledger/verify-ledger';
import { addPerson, addStaffMember } from '../person/person.fixture';
import type { StaffActor } from '../staff/assert-may';

type Row = Record<string, unknown>;

/** People with addresses over a database of their own, and a manager who answers them. */
export interface RequestWorld {
  db: TestDatabase;
  ctx: ReturnType<typeof testContext>;
  words: TestVocabulary;
  manager: StaffActor;
  rows<R extends Row = Row>(sql: string, values?: unknown[]): Promise<R[]>;
  /** A person with the given addresses. */
  person(name: string, addresses: readonly RawAddress[]): Promise<{ id: string; points: string[] }>;
  /** A person says yes to the brand's offers by email at one of their addresses. */
  yes(contactId: string, pointId: string): Promise<void>;
  /** What the gate answers: `allow`, or the first reason against. */
  gate(address: RawAddress, channel: Channel, topicNo?: number): Promise<string>;
  /** Time passes. */
  wait(ms?: number): void;
  /** Faults of the ledger and differences of the projection; empty when all is well. */
  ledgerFaults(): Promise<unknown[]>;
  close(): Promise<void>;
}

export const OPENS = new Date('2026-11-22T12:00:00.000Z');
export const EVIDENCE = { ip: '203.0.113.7', user_agent: 'A browser' };

export async function requestWorld(): Promise<RequestWorld> {
  const db = await testDatabase();
  const ctx = testContext(db);
  const words = await seedTestVocabulary(db);
  const manager = await addStaffMember(db, 'manager');
  return {
    db,
    ctx,
    words,
    manager,
    rows: (sql, values = []) => db.asOwner(sql, values),
    person: (name, addresses) => addPerson(db, { name, addresses }),
    async yes(contactId, pointId) {
      const point = { id: pointId, kind: 'email' as const, keyEpoch: 1 };
      const bare = { typed: null, normalised: null, postcode: null, premisesId: null, country: null };
      const [outcome] = await ctx.db.transaction((tx) =>
        record(ctx, tx, [
          {
            id: ctx.newId(),
            saidAt: ctx.now(),
            door: 'account',
            actor: { kind: 'person', id: contactId },
            assurance: 'signed_in',
            evidence: { ...EVIDENCE, page: '/account', words: 'Yes please' },
            utterances: [
              {
                point: { ...point, ...bare, extension: null },
                contactId,
                statements: [
                  {
                    act: 'given',
                    channel: 'email',
                    senderNo: words.brand,
                    topicNo: words.offers,
                    basis: 'consent',
                    noticeVersionId: words.notice,
                    lifting: true,
                  },
                ],
              },
            ],
          },
        ]),
      );
      if (outcome?.ok !== true) throw new Error('the yes was refused');
    },
    async gate(address, channel, topicNo = words.offers) {
      const vocabulary = await ctx.vocabulary.current();
      const sender = vocabulary.senders.get(words.brand);
      const topic = vocabulary.topics.get(topicNo);
      if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
      const [one] = await decideQuestions(ctx, [{ id: '1', address, contact: null, channel, sender, topic }]);
      const decision = one?.decision;
      return decision?.answer === 'allow' ? 'allow' : (decision?.reasons[0]?.code ?? 'nothing');
    },
    wait(ms = 60_000) {
      ctx.clock.now = new Date(ctx.clock.now.getTime() + ms);
    },
    async ledgerFaults() {
      const verified = await verifyLedger(ctx);
      const checked = await checkPermissions(ctx);
      if (verified.events === 0) throw new Error('there is no ledger to look at');
      return [...verified.faults, ...verified.unguarded, ...checked.differences];
    },
    async close() {
      await ctx.db.end();
      await db.drop();
    },
  };
}
