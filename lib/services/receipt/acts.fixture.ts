import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Instruction, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { record } from '../ledger/record';
import { addPerson } from '../person/person.fixture';

export interface ActingPerson {
  contactId: string;
  email: string;
  /** Contact points of the email and the postal address. */
  point: string;
  post: string;
}

/** People who say things, one minute after the other. */
export interface ActWorld {
  db: TestDatabase;
  ctx: ReturnType<typeof testContext>;
  words: TestVocabulary;
  somebody(): Promise<ActingPerson>;
  /** Something said at somebody's email address, signed in unless told otherwise; answers the instruction's id. */
  say(person: ActingPerson, said: Said, contactId?: string | null): Promise<string>;
  /** A yes to the brand's offers by email. */
  yes(): Statement;
  no(): Statement;
  /** Lets another use the email address of the first, too. */
  share(person: ActingPerson, other: ActingPerson): Promise<void>;
  close(): Promise<void>;
}

type Said = Partial<Instruction> & { statements: readonly Statement[] };

export async function openActWorld(): Promise<ActWorld> {
  const db = await testDatabase();
  const ctx = testContext(db);
  const words = await seedTestVocabulary(db);
  let count = 0;
  return {
    db,
    ctx,
    words,
    async somebody() {
      count += 1;
      const email = `ann${count}@example.com`;
      const postal = { name: 'Ann Bell', lines: [`${count} High Street`, 'Leeds'], postcode: 'LS1 1AA' };
      const { id, points } = await addPerson(db, { name: 'Ann Bell', addresses: [{ email }, { postal }] });
      return { contactId: id, email, point: points[0] ?? '', post: points[1] ?? '' };
    },
    async say(person, { statements, ...rest }, contactId = person.contactId) {
      ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
      const instruction: Instruction = {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: person.contactId },
        assurance: 'signed_in',
        evidence: { page: '/account', ip: '203.0.113.9' },
        utterances: [{ point: bareRef(person.point, 'email', 1), contactId, statements }],
        ...rest,
      };
      const [outcome] = await ctx.db.transaction((tx) => record(ctx, tx, [instruction]));
      if (outcome?.ok !== true) throw new Error('it was refused');
      return instruction.id;
    },
    yes: () => ({
      act: 'given',
      channel: 'email',
      senderNo: words.brand,
      topicNo: words.offers,
      basis: 'consent',
      noticeVersionId: words.notice,
    }),
    no: () => ({ act: 'objected', channel: 'all', senderNo: ALL, topicNo: ALL }),
    async share(person, other) {
      await db.asOwner(
        `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
        [person.point, other.contactId],
      );
    },
    async close() {
      await ctx.db.end();
      await db.drop();
    },
  };
}
