import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Instruction, PointRef, Statement } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { decideQuestions } from '../decision/decide-questions';
import { type RecordOutcome, record } from './record';
import { recordTogether } from './record-together';

let test: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;

beforeAll(async () => {
  test = await testDatabase();
  ctx = testContext(test);
  words = await seedTestVocabulary(test);
});
afterAll(async () => {
  await ctx.db.end();
  await test.drop();
});
beforeEach(() => {
  ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

let people = 0;
function somebody(): { email: string; point: PointRef } {
  const email = `person${people++}@example.com`;
  const parsed = parseAddress({ email }, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  const located = locate(parsed.address, ctx.config.addressKeys);
  return { email, point: pointRef(located, located.ids[0] ?? '', ctx.config.addressKeys) };
}

function said(point: PointRef, statements: Statement[], more: Partial<Instruction> = {}): Instruction {
  return {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'account',
    actor: { kind: 'person', id: null },
    assurance: 'signed_in',
    evidence: { page: '/account' },
    utterances: [{ point, contactId: null, statements }],
    ...more,
  };
}

const offers = (act: Statement['act'], more: Partial<Statement> = {}): Statement => ({
  act,
  channel: 'email',
  senderNo: words.brand,
  topicNo: words.offers,
  ...more,
});
const yes = (more: Partial<Statement> = {}): Statement =>
  offers('given', { basis: 'consent', noticeVersionId: words.notice, lifting: true, ...more });
const no = (more: Partial<Statement> = {}): Statement => offers('withdrawn', more);

const save = (...instructions: Instruction[]): Promise<RecordOutcome[]> =>
  ctx.db.transaction((tx) => record(ctx, tx, instructions));

async function answer(email: string): Promise<string> {
  const vocabulary = await ctx.vocabulary.current();
  const sender = vocabulary.senders.get(words.brand);
  const topic = vocabulary.topics.get(words.offers);
  if (sender === undefined || topic === undefined) throw new Error('no such topic');
  const [answered] = await decideQuestions(ctx, [
    { id: '1', address: { email }, contact: null, channel: 'email', sender, topic, country: 'GB' },
  ]);
  return `${answered?.decision.answer} ${answered?.decision.reasons[0]?.code}`;
}

const later = (minutes: number) => {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + minutes * 60_000);
};

describe('recording', () => {
  it('a yes allows, the no after it denies, and a lifting yes after that allows again', async () => {
    const { email, point } = somebody();
    await save(said(point, [yes()]));
    expect(await answer(email)).toBe('allow permission');
    later(1);
    await save(said(point, [no()]));
    expect(await answer(email)).toBe('deny refused');
    later(1);
    await save(said(point, [yes()]));
    expect(await answer(email)).toBe('allow permission');
  });

  it('an import never lifts a refusal, whatever it asks for', async () => {
    const { email, point } = somebody();
    await save(said(point, [no()]));
    later(1);
    const [outcome] = await save(
      said(point, [yes()], { door: 'import', assurance: 'asserted', evidence: { row: 1 } }),
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(await answer(email)).toBe('deny refused');
  });

  it('at the same instant no wins, in either order of recording', async () => {
    const one = somebody();
    await save(said(one.point, [yes()]), said(one.point, [no()]));
    const other = somebody();
    await save(said(other.point, [no()]), said(other.point, [yes()]));
    expect([await answer(one.email), await answer(other.email)]).toEqual(['deny refused', 'deny refused']);
  });

  it('late news is placed by when it was said', async () => {
    const { email, point } = somebody();
    await save(said(point, [yes()]));
    later(60);
    await save(
      said(point, [no()], {
        saidAt: new Date('2026-11-20T09:00:00.000Z'),
        door: 'desk',
        actor: { kind: 'staff', id: ctx.newId() },
      }),
    );
    expect(await answer(email)).toBe('allow permission');
  });

  it('a repeat of a no within 24 hours adds nothing; a day later it adds one event', async () => {
    const { point } = somebody();
    const repeated = async () => {
      const [outcome] = await save(said(point, [no()], { door: 'one_click', assurance: 'link' }));
      return outcome?.ok === true ? outcome.events.length : -1;
    };
    const counts = [await repeated()];
    later(23 * 60);
    counts.push(await repeated());
    later(61);
    counts.push(await repeated());
    expect(counts).toEqual([1, 0, 1]);
  });

  it('a re-affirmed no beats a yes said in between, even within 24 hours', async () => {
    const { email, point } = somebody();
    const click = () => said(point, [no()], { door: 'one_click', assurance: 'link' });
    await save(click());
    later(1);
    await save(said(point, [yes()]));
    later(1);
    await save(click());
    expect(await answer(email)).toBe('deny refused');
  });

  it('a yes said more than five minutes ahead is refused; a no said ahead holds now', async () => {
    const { email, point } = somebody();
    const ahead = { saidAt: new Date(ctx.now().getTime() + 6 * 60_000) };
    const outcomes = await save(said(point, [yes()], ahead), said(point, [no()], ahead));
    expect(outcomes[0]).toMatchObject({ ok: false, refusal: { code: 'said_in_future' } });
    expect(outcomes[1]).toMatchObject({ ok: true, events: [{ saidAt: ctx.now() }] });
    expect(await answer(email)).toBe('deny refused');
  });

  it('a yes is refused without evidence, without a notice, and for what the notice does not name', async () => {
    const { point } = somebody();
    const outcomes = await save(
      said(point, [yes()], { evidence: {} }),
      said(point, [offers('given', { basis: 'consent' })]),
      said(point, [{ ...yes(), channel: 'all' }]),
      said(point, [
        { ...yes(), senderNo: words.partner, topicNo: words.partnerOffers, basis: 'soft_opt_in' },
      ]),
      said(point, [{ ...yes(), basis: 'soft_opt_in' }]),
    );
    expect(outcomes.map((outcome) => (outcome.ok ? 'recorded' : outcome.refusal.code))).toEqual([
      'needs_evidence',
      'unknown_notice',
      'needs_one_cell',
      'third_party_needs_consent',
      'soft_opt_in_incomplete',
    ]);
  });

  it('a wide no covers every topic; a lifting yes carves out its own cell only', async () => {
    const { email, point } = somebody();
    await save(said(point, [{ act: 'withdrawn', channel: 'all', senderNo: ALL, topicNo: ALL }]));
    later(1);
    await save(said(point, [yes()]));
    expect(await answer(email)).toBe('allow permission');
    const rows = await test.asOwner<{ count: number }>(
      'SELECT count(*)::int AS count FROM permission WHERE contact_point_id = $1',
      [point.id],
    );
    expect(rows[0]?.count).toBe(2);
  });

  it('undoing a slip takes the no away and keeps both acts in the ledger', async () => {
    const { email, point } = somebody();
    await save(said(point, [yes()]));
    later(1);
    const desk = { door: 'desk', assurance: 'none', actor: { kind: 'staff', id: ctx.newId() } } as const;
    await save(said(point, [no()], desk));
    expect(await answer(email)).toBe('deny refused');
    later(1);
    await save(
      said(point, [offers('invalidated', { undoesSeq: 2 })], {
        ...desk,
        evidence: { reason: 'wrong number typed' },
      }),
    );
    expect(await answer(email)).toBe('allow permission');
    const acts = await test.asOwner<{ act: string }>(
      'SELECT act FROM consent_event WHERE contact_point_id = $1 ORDER BY seq',
      [point.id],
    );
    expect(acts.map((row) => row.act)).toEqual(['given', 'withdrawn', 'invalidated']);
  });

  it('a no at the desk never swallows the same no said elsewhere, so undoing the slip leaves the other standing', async () => {
    const { email, point } = somebody();
    const desk = { door: 'desk', assurance: 'none', actor: { kind: 'staff', id: ctx.newId() } } as const;
    await save(said(point, [no()], desk));
    later(1);
    await save(said(point, [no()], { door: 'one_click', assurance: 'link' }));
    later(1);
    await save(
      said(point, [offers('invalidated', { undoesSeq: 1 })], { ...desk, evidence: { reason: 'slip' } }),
    );
    expect(await answer(email)).toBe('deny refused');
  });

  it('a no where nothing was ever given is an objection', async () => {
    const { point } = somebody();
    const [outcome] = await save(said(point, [no()]));
    expect(outcome?.ok === true && outcome.events[0]?.act).toBe('objected');
  });

  it('nothing is kept of a transaction that fails', async () => {
    const { point } = somebody();
    const failing = ctx.db.transaction(async (tx) => {
      await record(ctx, tx, [said(point, [no()])]);
      throw new Error('after');
    });
    await expect(failing).rejects.toThrow('after');
    const rows = await test.asOwner('SELECT 1 FROM consent_event WHERE contact_point_id = $1', [point.id]);
    expect(rows).toHaveLength(0);
  });
});

describe('recording together', () => {
  it('fifty clicks at once make one event, and all are answered', async () => {
    const { email, point } = somebody();
    const recordOne = recordTogether(ctx);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () =>
        recordOne(said(point, [no()], { door: 'one_click', assurance: 'link' })),
      ),
    );
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    const rows = await test.asOwner('SELECT 1 FROM consent_event WHERE contact_point_id = $1', [point.id]);
    expect(rows).toHaveLength(1);
    expect(await answer(email)).toBe('deny refused');
  });

  it('one bad instruction of a batch harms none of the others', async () => {
    const recordOne = recordTogether(ctx);
    const good = Array.from({ length: 10 }, () => somebody());
    const bad = said({ ...somebody().point, id: 'not-a-uuid' }, [no()]);
    const results = await Promise.allSettled([
      ...good.map(({ point }) => recordOne(said(point, [no()]))),
      recordOne(bad),
    ]);
    expect(results.map((result) => result.status)).toEqual([...good.map(() => 'fulfilled'), 'rejected']);
  });

  it('writers on the same contact points in any order never block each other for good, and chains stay gap-free', async () => {
    const points = Array.from({ length: 6 }, () => somebody().point);
    const recordOne = recordTogether(ctx);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const order = index % 2 === 0 ? points : points.toReversed();
        return recordOne({
          ...said(order[0] as PointRef, []),
          door: 'desk',
          utterances: order.map((point) => ({
            point,
            contactId: null,
            statements: [no({ topicNo: index % 3 === 0 ? words.news : words.offers })],
          })),
        });
      }),
    );
    const rows = await test.asOwner<{ gap: boolean }>(
      `SELECT count(*) <> max(seq) OR min(seq) <> 1 OR max(seq) <> max(p.last_seq) AS gap
       FROM consent_event e JOIN contact_point p ON p.id = e.contact_point_id WHERE p.id = ANY ($1) GROUP BY p.id`,
      [points.map((point) => point.id)],
    );
    expect(rows.map((row) => row.gap)).toEqual([false, false, false, false, false, false]);
  });
});
