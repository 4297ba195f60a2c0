import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppendPlan, emptyPlan, type LockedPoint, planInstruction } from './append';
import type { Instruction, PointRef, Statement } from './consent-event';
import { eventHash, evidenceDigest } from './ledger';
import { cellKey, emptyState, projectLedger } from './permission';
import { DOORS } from './vocabulary';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS);

const ref = (id: string): PointRef => ({
  id,
  kind: 'email',
  keyEpoch: 1,
  typed: null,
  normalised: null,
  postcode: null,
  premisesId: null,
  country: null,
  extension: null,
});

/** A few empty contact points under lock, and a hand that says things to them. */
function stage(...ids: string[]) {
  const points = new Map<string, LockedPoint>(
    ids.map((id) => [
      id,
      {
        id,
        lastSeq: 0,
        lastHash: null,
        state: emptyState(),
        noDoors: new Map(),
        repeats: new Map(),
        ledger: [],
      },
    ]),
  );
  const plan = emptyPlan();
  let n = 0;
  const inputs = {
    now: NOW,
    newId: () => `id-${++n}`,
    randomBytes: (size: number) => Buffer.alloc(size, ++n),
  };
  const say = (statements: Statement[], more: Partial<Instruction> & { on?: string[] } = {}) => {
    const { on = ids.slice(0, 1), ...rest } = more;
    const instruction: Instruction = {
      id: `said-${++n}`,
      saidAt: NOW,
      door: 'account',
      actor: { kind: 'person', id: null },
      assurance: 'signed_in',
      evidence: { page: '/account' },
      utterances: on.map((id) => ({ point: ref(id), contactId: null, statements })),
      ...rest,
    };
    return planInstruction(plan, instruction, points, inputs);
  };
  return { plan, points, say };
}

const CELL = { channel: 'email', senderNo: 1, topicNo: 11 } as const;
const EVERYTHING = { channel: 'all', senderNo: 0, topicNo: 0 } as const;
const no = (more: Partial<Statement> = {}): Statement => ({ act: 'withdrawn', ...CELL, ...more });
const yes = (more: Partial<Statement> = {}): Statement => ({
  act: 'given',
  ...CELL,
  basis: 'consent',
  noticeVersionId: 'notice',
  lifting: true,
  ...more,
});
const undo = (undoesSeq: number, more: Partial<Statement> = {}): Statement => ({
  act: 'invalidated',
  ...CELL,
  undoesSeq,
  ...more,
});
const acts = (plan: AppendPlan) => plan.events.map(({ act }) => act);

describe('planning what an instruction adds', () => {
  it('numbers the events of each contact point without gaps and chains them', () => {
    const statement = fc.constantFrom(no(), no(EVERYTHING), yes(), no({ topicNo: 12 }));
    const sayings = fc.array(
      fc.record({
        statements: fc.array(statement, { maxLength: 3 }),
        on: fc.subarray(['a', 'b', 'c']),
        door: fc.constantFrom(...DOORS),
      }),
    );
    fc.assert(
      fc.property(sayings, (all) => {
        const { plan, points, say } = stage('a', 'b', 'c');
        for (const { statements, on, door } of all) say(statements, { on, door });
        for (const point of points.values()) {
          const own = plan.events.filter(({ contactPointId }) => contactPointId === point.id);
          expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
          own.forEach((event, index) => {
            expect(event.prevHash).toEqual(own[index - 1]?.hash ?? null);
            expect(event.hash).toEqual(eventHash(event, event.prevHash));
          });
          expect([point.lastSeq, point.lastHash]).toEqual([own.length, own.at(-1)?.hash ?? null]);
          expect(point.state.cells).toEqual(projectLedger(own).cells);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps evidence, once per contact point, that every event commits to', () => {
    const { plan, say } = stage('a', 'b');
    say([no(), no({ topicNo: 12 })], { on: ['a', 'b'], evidence: { words: 'stop' } });
    expect(plan.evidence.map(({ contactPointId }) => contactPointId)).toEqual(['a', 'b']);
    for (const event of plan.events) {
      const proof = plan.evidence.find(({ contactPointId }) => contactPointId === event.contactPointId);
      expect(event.evidenceDigest).toEqual(evidenceDigest({ words: 'stop' }, proof?.salt ?? Buffer.alloc(0)));
    }
    expect(new Set(plan.evidence.map(({ salt }) => salt.toString('hex'))).size).toBe(2);
  });

  it('keeps one piece of evidence when one breath falls twice on one contact point', () => {
    const { plan, say } = stage('a');
    say([no()], { on: ['a', 'a'] });
    say([no({ topicNo: 12 })], { on: ['a', 'a'], door: 'desk' });
    const kept = plan.evidence.map(
      ({ contactPointId, instructionId }) => `${contactPointId} ${instructionId}`,
    );
    expect(kept).toEqual([...new Set(kept)]);
  });

  it('adds neither event nor evidence for a repeat through the same door', () => {
    const { plan, say } = stage('a');
    say([no()]);
    expect(say([no()])).toEqual({ events: [], repeated: 1 });
    expect([plan.events.length, plan.evidence.length]).toEqual([1, 1]);
  });

  it('adds a no said again after a yes, also when the no is wider than the yes', () => {
    for (const scope of [CELL, EVERYTHING]) {
      const { plan, say } = stage('a');
      say([no(scope)], { saidAt: ago(30) });
      say([yes()], { saidAt: ago(20) });
      say([no(scope)], { saidAt: ago(10) });
      expect([scope, plan.events.length]).toEqual([scope, 3]);
    }
  });

  it('counts a repeat as said, so that a yes from before it, heard later, lifts nothing', () => {
    const { plan, say } = stage('a');
    say([no()], { saidAt: ago(30) });
    say([no()], { saidAt: ago(10) });
    say([yes()], { saidAt: ago(20) });
    const { noAt, liftAt } = plan.cells.get(`a/${cellKey(CELL)}`) ?? {};
    expect(liftAt === null || (noAt ?? NOW) >= (liftAt ?? NOW)).toBe(true);
  });

  it('calls a no a withdrawal where something within its scope was given, and an objection where nothing was', () => {
    const { plan, say } = stage('a');
    say([no({ topicNo: 12 })]);
    say([yes()]);
    say([no()]);
    say([no({ topicNo: 13 }), no(EVERYTHING), { ...no(), act: 'refused', topicNo: 14 }]);
    expect(acts(plan)).toEqual(['objected', 'given', 'withdrawn', 'objected', 'withdrawn', 'refused']);
  });

  it('marks a yes as lifting only when it asks to be and its door may', () => {
    const { plan, say } = stage('a');
    say([yes()]);
    say([yes({ lifting: false })]);
    say([yes()], { door: 'import' });
    say([yes()], { assurance: 'asserted' });
    expect(plan.events.map(({ lifting }) => lifting)).toEqual([true, false, false, false]);
  });

  it('takes a no from the future as said now, and leaves a yes where it was said', () => {
    const { plan, say } = stage('a');
    say([no()], { saidAt: ago(-90) });
    say([yes()], { saidAt: ago(-2) });
    expect(plan.events.map(({ saidAt }) => saidAt)).toEqual([NOW, ago(-2)]);
  });
});

describe('planning an undo', () => {
  it('takes back a yes or a no of the same cell, once', () => {
    const { plan, say } = stage('a');
    say([no()], { door: 'desk' });
    say([undo(1)], { door: 'desk' });
    expect(plan.cells.get(`a/${cellKey(CELL)}`)).toMatchObject({ noAt: null, noSeq: null });
    expect(say([undo(1)], { door: 'desk' })).toEqual({ events: [], repeated: 1 });
  });

  it.each([
    ['an event that is not there', undo(9)],
    ['another cell', undo(1, { topicNo: 12 })],
    ['a wider cell', undo(1, EVERYTHING)],
    ['an undo', undo(2)],
  ])('adds nothing when it names %s', (_name, statement) => {
    const { plan, say } = stage('a');
    say([no()], { door: 'desk' });
    say([undo(1)], { door: 'desk' });
    say([statement], { door: 'desk' });
    expect(acts(plan)).toEqual(['objected', 'invalidated']);
  });

  it('leaves behind what it would have been had the event never been said', () => {
    const { plan, say } = stage('a');
    say([no()], { saidAt: ago(30) });
    say([yes()], { saidAt: ago(20) });
    say([no()], { saidAt: ago(10), door: 'desk' });
    say([undo(3)], { door: 'desk' });
    expect(plan.cells.get(`a/${cellKey(CELL)}`)).toMatchObject({
      noAt: ago(30),
      noSeq: 1,
      yesSeq: 2,
      liftSeq: 2,
    });
  });

  it('remembers the door of the no that is the latest again: the next repeat is taken the same in any batch', () => {
    const { points, say } = stage('a');
    say([no()], { saidAt: ago(30) });
    say([no()], { saidAt: ago(20), door: 'desk' });
    say([undo(2)], { door: 'desk' });
    expect(points.get('a')?.noDoors.get(cellKey(CELL))).toBe('account');
    expect(say([no()], { saidAt: ago(10) })).toEqual({ events: [], repeated: 1 });
  });
});
