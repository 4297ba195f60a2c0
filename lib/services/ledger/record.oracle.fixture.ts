import type { Statement } from '../../domain/consent-event';
import type { Saying } from './record.arbitraries';

/**
 * What the answer must be, worked out from what was said, with nothing of the code under test: one plain loop per
 * rule of DESIGN §5.
 */

export const START_MS = Date.parse('2026-11-02T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const TOLERANCE_MS = 5 * 60_000;

/** A saying with what became of it. `seq` is absent when nothing was appended: turned away, or a repeat. */
export interface Kept {
  saying: Saying;
  statement: Statement;
  recordedAt: Date;
  ok: boolean;
  seq: number | undefined;
}

interface CellNumbers {
  channel: string;
  senderNo: number;
  topicNo: number;
}

const saidMs = ({ saying }: Kept) => START_MS + saying.hour * HOUR_MS;

/** A no is never turned away; a yes is when it is faulty or said too far ahead, the end of a pause when said by others. */
export function isAcceptable(kept: Kept): boolean {
  const { saying } = kept;
  if (saying.kind === 'stop' && saying.act === 'resumed') return saying.speaker.lifts;
  if (saying.kind !== 'yes') return true;
  return saying.fault === null && saidMs(kept) <= kept.recordedAt.getTime() + TOLERANCE_MS;
}

/** `allow` only on the newest sound yes, with no no standing, no pause, and not run out. */
export function expectedAnswer(history: readonly Kept[], cell: CellNumbers, askedAt: Date): 'allow' | 'deny' {
  const counted = history.filter((kept) => isAcceptable(kept) && !isUndone(kept, history));
  if (isPaused(counted, askedAt)) return 'deny';
  const yeses = counted.filter(
    ({ saying, statement }) => saying.kind === 'yes' && isExactly(statement, cell),
  );
  const lifts = yeses.filter(({ saying }) => saying.kind === 'yes' && saying.lifting && saying.speaker.lifts);
  const nos = counted.filter(({ saying, statement }) => saying.kind === 'no' && covers(statement, cell));
  const latestNo = Math.max(...nos.map(countedMs));
  const latestLift = Math.max(...lifts.map(saidMs));
  if (nos.length > 0 && !(latestLift > latestNo)) return 'deny';
  const latest = yeses.reduce<Kept | null>(
    (best, one) => (best === null || saidMs(one) >= saidMs(best) ? one : best),
    null,
  );
  if (latest === null || latest.saying.speaker.speaks.assurance === 'none') return 'deny';
  const until = latest.statement.effectiveUntil;
  return until !== undefined && until <= askedAt ? 'deny' : 'allow';
}

/** A no that claims the future holds from now. */
function countedMs(kept: Kept): number {
  return Math.min(saidMs(kept), kept.recordedAt.getTime());
}

function isUndone(kept: Kept, history: readonly Kept[]): boolean {
  return (
    kept.seq !== undefined &&
    history.some(({ statement, seq }) => seq !== undefined && statement.undoesSeq === kept.seq)
  );
}

function isPaused(counted: readonly Kept[], askedAt: Date): boolean {
  return ['email', 'all'].some((channel) => {
    const words = counted.filter(
      ({ saying, statement }) => saying.kind === 'stop' && statement.channel === channel,
    );
    const latestMs = Math.max(...words.map(countedMs));
    const atLast = words.filter((kept) => countedMs(kept) === latestMs && kept.statement.act === 'paused');
    const until = atLast.at(-1)?.statement.effectiveUntil;
    return atLast.length > 0 && (until === undefined || until > askedAt);
  });
}

function covers(no: Statement, cell: CellNumbers): boolean {
  return (
    (no.channel === 'all' || no.channel === cell.channel) &&
    (no.senderNo === 0 || no.senderNo === cell.senderNo) &&
    (no.topicNo === 0 || no.topicNo === cell.topicNo)
  );
}

function isExactly(yes: Statement, cell: CellNumbers): boolean {
  return yes.channel === cell.channel && yes.senderNo === cell.senderNo && yes.topicNo === cell.topicNo;
}
