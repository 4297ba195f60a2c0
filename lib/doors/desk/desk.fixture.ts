import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import type { Channel, ReasonCode } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../../services/context/context.fixture';
import { decideQuestions } from '../../services/decision/decide-questions';
import { addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { find } from './find';
import { recordAtDesk } from './record';

type Fields = Record<string, string | string[]>;
type Row = Record<string, unknown>;

/** The opt-out desk over a database of its own, at a fixed instant, with an agent at it. */
export interface TestDesk {
  db: TestDatabase;
  ctx: ReturnType<typeof testContext>;
  words: TestVocabulary;
  agent: StaffActor;
  /** Types into the search line; the id of the search. */
  search(q: string, staff?: StaffActor): Promise<string>;
  /** Records an opt-out; the id of the request. */
  take(fields: Fields, staff?: StaffActor): Promise<string>;
  /** The first reason the gate gives; the brand's offers unless said. */
  answer(
    address: RawAddress,
    channel: Channel,
    senderNo?: number,
    topicNo?: number,
  ): Promise<ReasonCode | undefined>;
  rows(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Every event in the ledger, in the order of its id. */
  eventsSaid(): Promise<Row[]>;
  close(): Promise<void>;
}

export const DESK_OPENS = new Date('2026-11-22T12:00:00.000Z');

export async function testDesk(): Promise<TestDesk> {
  const db = await testDatabase();
  const ctx = testContext(db);
  ctx.clock.now = DESK_OPENS;
  const words = await seedTestVocabulary(db);
  const agent = await addStaffMember(db, 'agent');
  return {
    db,
    ctx,
    words,
    agent,
    search: async (q, staff = agent) => lastPart(await find(post({ q }), ctx, staff)),
    take: async (fields, staff = agent) =>
      lastPart(await recordAtDesk(post({ token: ctx.newId(), words: 'stop it', ...fields }), ctx, staff)),
    async answer(address, channel, senderNo = words.brand, topicNo = words.offers) {
      const vocabulary = await ctx.vocabulary.current();
      const sender = vocabulary.senders.get(senderNo);
      const topic = vocabulary.topics.get(topicNo);
      if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
      const [one] = await decideQuestions(ctx, [{ id: '1', address, contact: null, channel, sender, topic }]);
      return one?.decision.reasons[0]?.code;
    },
    rows: (sql, values = []) => db.asOwner<Row>(sql, values),
    eventsSaid: () => db.asOwner<Row>('SELECT * FROM consent_event ORDER BY event_id'),
    async close() {
      await ctx.db.end();
      await db.drop();
    },
  };
}

let numbers = 100;

/** A number nobody has used in this test run. */
export const newNumber = (): string => `020 7946 0${numbers++}`;

export function post(fields: Fields): Request {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return new Request('https://preferences.example.com/staff', { method: 'POST', body });
}

/** The id at the end of where a door sends one. */
export const lastPart = (answer: Response): string =>
  (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
