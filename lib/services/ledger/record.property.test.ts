import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Instruction, PointRef, Statement } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { decideQuestions } from '../decision/decide-questions';
import { type RecordOutcome, record } from './record';
import { CELLS, history, LONGEST, refusal, type Saying, type Scope } from './record.arbitraries';
import { chainFaults, projectionFaults } from './record.audit.fixture';
import { expectedAnswer, isAcceptable, type Kept, START_MS } from './record.oracle.fixture';
import { recordTogether } from './record-together';

const HOUR_MS = 3_600_000;
/** On a busy machine a property looks at fewer histories rather than running out of time. */
const runs = (numRuns: number) => ({ numRuns, interruptAfterTimeLimit: 7_000 });
const ASKED_AT = new Date(START_MS + (LONGEST + 1) * HOUR_MS);

let test: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let narrowNotice: string;

beforeAll(async () => {
  test = await testDatabase();
  ctx = testContext(test);
  words = await seedTestVocabulary(test);
  narrowNotice = ctx.newId();
  await test.asOwner(
    `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest, published_at)
     VALUES ($1, 'letters', 1, 'en', 'Tick for letters.', ARRAY['post']::channel_scope[], $2, ARRAY[]::int[], '\\x00', '2020-01-01T00:00:00Z')`,
    [narrowNotice, [words.brand]],
  );
});
afterAll(async () => {
  await ctx.db.end();
  await test.drop();
});

let people = 0;
function somebody(): { email: string; point: PointRef } {
  const email = `person${people++}@example.com`;
  const parsed = parseAddress({ email }, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  const located = locate(parsed.address, ctx.config.addressKeys);
  return { email, point: pointRef(located, located.ids[0] ?? '', ctx.config.addressKeys) };
}
type Somebody = ReturnType<typeof somebody>;

const numbered = ({ channel, sender, topic }: Scope) => ({
  channel,
  senderNo: sender === 'all' ? ALL : words[sender],
  topicNo: topic === 'all' ? ALL : words[topic],
});
const atHour = (hour: number) => new Date(START_MS + hour * HOUR_MS);

/** The statement a saying stands for; an undo needs what was kept so far, and is null when there is nothing to undo. */
function statementOf(saying: Saying, kept: readonly Kept[]): Statement | null {
  switch (saying.kind) {
    case 'no':
      return { act: saying.act, ...numbered(saying.scope) };
    case 'yes':
      return yesOf(saying);
    case 'stop': {
      const until = saying.untilHour === null ? {} : { effectiveUntil: atHour(saying.untilHour) };
      return {
        act: saying.act,
        stop: 'pause',
        channel: saying.channel,
        senderNo: ALL,
        topicNo: ALL,
        ...until,
      };
    }
    case 'undo': {
      const target = kept.filter(({ saying: { kind } }) => kind === 'yes' || kind === 'no')[saying.of];
      if (target?.seq === undefined || target.saying.kind === 'undo' || target.saying.kind === 'stop')
        return null;
      return { act: 'invalidated', ...numbered(target.saying.scope), undoesSeq: target.seq };
    }
    default:
      return saying satisfies never;
  }
}

function yesOf(saying: Extract<Saying, { kind: 'yes' }>): Statement {
  const { fault } = saying;
  const scope = numbered(saying.scope);
  return {
    act: saying.act,
    channel: fault === 'every channel' ? 'all' : fault === 'other channel' ? 'sms' : scope.channel,
    senderNo: scope.senderNo,
    topicNo: fault === 'every topic' ? ALL : scope.topicNo,
    lifting: saying.lifting,
    ...(fault === 'no basis' ? {} : { basis: 'consent' as const }),
    ...(fault === 'no notice' ? {} : { noticeVersionId: noticeOf(fault) }),
    ...(saying.untilHour === null ? {} : { effectiveUntil: atHour(saying.untilHour) }),
  };
}

function noticeOf(fault: string | null): string {
  if (fault === 'unknown notice') return ctx.newId();
  return fault === 'narrow notice' ? narrowNotice : words.notice;
}

function instructionOf(saying: Saying, statement: Statement, { point }: Somebody): Instruction {
  const { speaks } = saying.speaker;
  const evidence = saying.kind === 'yes' && saying.fault === 'no evidence' ? {} : speaks.evidence;
  return {
    id: ctx.newId(),
    saidAt: atHour(saying.hour),
    ...speaks,
    evidence,
    utterances: [{ point, contactId: null, statements: [statement] }],
  };
}

const save = (instructions: readonly Instruction[]): Promise<RecordOutcome[]> =>
  ctx.db.transaction((tx) => record(ctx, tx, instructions));

/** Records a history one saying at a time, the n-th in hour n (or all in one hour), and tells what became of each. */
async function live(sayings: readonly Saying[], who: Somebody, recordedHour?: number): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const [index, saying] of sayings.entries()) {
    ctx.clock.now = atHour(recordedHour ?? index);
    const statement = statementOf(saying, kept);
    if (statement === null) continue;
    const [outcome] = await save([instructionOf(saying, statement, who)]);
    const event = outcome?.ok === true ? outcome.events[0] : undefined;
    kept.push({ saying, statement, recordedAt: ctx.clock.now, ok: outcome?.ok === true, seq: event?.seq });
  }
  return kept;
}

async function answers({ email }: Somebody): Promise<string[]> {
  ctx.clock.now = ASKED_AT;
  const { senders, topics } = await ctx.vocabulary.current();
  const asked = CELLS.map((cell, index) => {
    const { channel, senderNo, topicNo } = { ...numbered(cell), channel: cell.channel };
    const sender = senders.get(senderNo);
    const topic = topics.get(topicNo);
    if (sender === undefined || topic === undefined) throw new Error('no such topic');
    return { id: String(index), address: { email }, contact: null, channel, sender, topic, country: 'GB' };
  });
  const decided = await decideQuestions(ctx, asked);
  return decided.map(({ decision }) => decision.answer);
}

const permissionsOf = ({ point }: Somebody) =>
  test.asOwner(
    `SELECT channel, sender_no, topic_no, no_at, no_seq, yes_at, yes_seq, yes_until, yes_basis, lift_at, lift_seq
     FROM permission WHERE contact_point_id = $1 ORDER BY 1, 2, 3`,
    [point.id],
  );
const stopsOf = ({ point }: Somebody) =>
  test.asOwner(
    'SELECT stop, channel, seq, from_at, until_at, standing FROM contact_point_stop WHERE contact_point_id = $1 ORDER BY 1, 2',
    [point.id],
  );

describe('whatever is said, at whichever doors, and in whatever order it reaches us', () => {
  it('the answer is the newest word, and only a lifting yes by somebody entitled counts against a no', async () => {
    const met = { allow: 0, deny: 0, refusedYes: 0, undone: 0 };
    await fc.assert(
      fc.asyncProperty(history, async (sayings) => {
        const who = somebody();
        const kept = await live(sayings, who);
        for (const one of kept) {
          expect({ ...one, ok: one.ok }).toMatchObject({ ok: isAcceptable(one) });
          if (!one.ok) met.refusedYes += 1;
          if (one.saying.kind === 'undo' && one.seq !== undefined) met.undone += 1;
        }
        const given = await answers(who);
        const expected = CELLS.map((cell) => expectedAnswer(kept, numbered(cell), ASKED_AT));
        for (const answer of given) met[answer === 'allow' ? 'allow' : 'deny'] += 1;
        // A repeat that added nothing may make the record more careful than it need be, never less.
        const repeated = kept.some(({ ok, seq, saying }) => ok && seq === undefined && saying.kind === 'no');
        expect(given.map((answer, at) => (repeated && expected[at] === 'allow' ? 'allow' : answer))).toEqual(
          expected,
        );
        expect(await projectionFaults(test, who.point.id)).toEqual([]);
        expect(await chainFaults(test, who.point.id)).toEqual([]);
      }),
      runs(250),
    );
    // Or the histories were too dull to mean anything.
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(0);
  });

  it('adding a refusal never turns deny into allow', async () => {
    await fc.assert(
      fc.asyncProperty(history, refusal, fc.nat({ max: LONGEST }), async (sayings, no, at) => {
        const [one, other] = [somebody(), somebody()];
        await live(sayings, one, LONGEST);
        const before = await answers(one);
        const place = Math.min(at, sayings.length);
        const more = sayings
          .toSpliced(place, 0, no)
          .map((saying, index) => shifted(saying, sayings, place, index));
        await live(more, other, LONGEST);
        const after = await answers(other);
        expect(
          before
            .map((answer, index) => [answer, after[index]])
            .filter(([a, b]) => a === 'deny' && b === 'allow'),
        ).toEqual([]);
      }),
      runs(120),
    );
  });

  it('splitting a batch changes nothing: one call, one by one, or waiting together', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (sayings) => {
        const [single, batched, together] = [somebody(), somebody(), somebody()];
        const kept = await live(sayings, single, LONGEST);
        ctx.clock.now = atHour(LONGEST);
        const again = (who: Somebody) =>
          kept.map(({ saying, statement }) => instructionOf(saying, statement, who));
        await save(again(batched));
        await Promise.all(again(together).map(recordTogether(ctx)));
        const expected = [await permissionsOf(single), await stopsOf(single), await answers(single)];
        expect([await permissionsOf(batched), await stopsOf(batched), await answers(batched)]).toEqual(
          expected,
        );
        expect([await permissionsOf(together), await stopsOf(together), await answers(together)]).toEqual(
          expected,
        );
        expect(await projectionFaults(test, batched.point.id)).toEqual([]);
        expect(await chainFaults(test, batched.point.id)).toEqual([]);
      }),
      runs(80),
    );
  });

  it('one breath that falls twice on one address keeps evidence that every event commits to', async () => {
    const who = somebody();
    const said = (topicNo: number): Instruction['utterances'][number] => ({
      point: who.point,
      contactId: null,
      statements: [{ act: 'withdrawn', channel: 'email', senderNo: words.brand, topicNo }],
    });
    const saying: Saying = {
      kind: 'no',
      act: 'withdrawn',
      scope: CELLS[0],
      hour: 0,
      speaker: {
        speaks: {
          door: 'account',
          actor: { kind: 'person', id: null },
          assurance: 'signed_in',
          evidence: { page: 1 },
        },
        lifts: true,
      },
    };
    const once = instructionOf(saying, { act: 'withdrawn', ...numbered(CELLS[0]) }, who);
    await save([{ ...once, utterances: [said(words.offers), said(words.news)] }]);
    expect(await chainFaults(test, who.point.id)).toEqual([]);
  });
});

/** The same undo, though a saying was put in before what it takes back. */
function shifted(saying: Saying, before: readonly Saying[], place: number, index: number): Saying {
  if (saying.kind !== 'undo' || index === place) return saying;
  const words = before.filter(({ kind }) => kind === 'yes' || kind === 'no');
  const target = words[saying.of];
  const moved = target !== undefined && before.indexOf(target) >= place;
  return moved ? { ...saying, of: saying.of + 1 } : saying;
}
