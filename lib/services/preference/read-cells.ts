import { type FactsQuestion, readFacts } from '../../../db/queries/facts';
import type { ReadContext } from '../../context';
import type { AddressFacts, Decision } from '../../domain/facts';
import { isExactly, standingNo } from '../../domain/standing-no';
import type { Channel, ContactPointKind } from '../../domain/vocabulary';
import { type AskedQuestion, decideQuestions } from '../decision/decide-questions';

/** What holds in words a person understands. `by_default`: sent without having been asked, until refused. */
export type HeldState = 'yes' | 'no' | 'by_default' | 'not_asked';

export interface CellQuestion {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

export interface HeldCell extends CellQuestion {
  pointId: string;
  state: HeldState;
  /** When what holds was said; null when nothing was. */
  since: Date | null;
  /** The gate's answer at this instant, with its reasons. */
  decision: Decision;
}

/** An address as this service needs it: itself, and for post the premises whose refusals bind it. */
export interface CellPoint {
  id: string;
  kind: ContactPointKind;
  premisesId: string | null;
}

/**
 * What holds for each given cell of each address, read with one set-based statement and put to the gate with
 * another. Cells whose sender or topic is unknown are left out.
 */
export async function readCells(
  ctx: ReadContext,
  wanted: readonly { point: CellPoint; cell: CellQuestion }[],
): Promise<HeldCell[]> {
  if (wanted.length === 0) return [];
  const vocabulary = await ctx.vocabulary.current();
  const asked: AskedQuestion[] = [];
  const kept: { point: CellPoint; cell: CellQuestion }[] = [];
  for (const { point, cell } of wanted) {
    const sender = vocabulary.senders.get(cell.senderNo);
    const topic = vocabulary.topics.get(cell.topicNo);
    if (sender === undefined || topic === undefined) continue;
    const id = String(kept.length);
    asked.push({
      id,
      address: null,
      contact: null,
      contactPointId: point.id,
      channel: cell.channel,
      sender,
      topic,
    });
    kept.push({ point, cell });
  }
  const [read, answers] = await Promise.all([
    readFacts(ctx.db.reader, kept.map(factsQuestion)),
    decideQuestions(ctx, asked),
  ]);
  const now = ctx.now();
  return kept.flatMap(({ point, cell }, index) => {
    const facts = read.facts[index];
    const decision = answers[index]?.decision;
    if (facts === undefined || decision === undefined) return [];
    return [{ ...cell, pointId: point.id, decision, ...held(facts, cell, decision, now) }];
  });
}

function factsQuestion({ point, cell }: { point: CellPoint; cell: CellQuestion }): FactsQuestion {
  const premises = point.premisesId === null ? [] : [point.premisesId];
  return { contactPointIds: [point.id, ...premises], ...cell, contactId: null };
}

function held(
  facts: AddressFacts,
  cell: CellQuestion,
  decision: Decision,
  now: Date,
): { state: HeldState; since: Date | null } {
  const no = standingNo(facts.permissions, cell, ownName(facts, cell));
  if (no !== null) return { state: 'no', since: no.at };
  const yes = facts.permissions.find((row) => isExactly(row, cell) && row.yes !== null)?.yes ?? null;
  if (yes !== null && (yes.effectiveUntil === null || yes.effectiveUntil > now))
    return { state: yes.basis === 'consent' ? 'yes' : 'by_default', since: yes.at };
  const permitted =
    decision.answer === 'allow' || decision.reasons.every((reason) => reason.code === 'outside_hours');
  return { state: permitted ? 'by_default' : 'not_asked', since: null };
}

/** The name the recorded yes was given under: the panel speaks for the person who gave it. */
function ownName(facts: AddressFacts, cell: CellQuestion): { fullNameKey?: string } {
  const key = facts.permissions.find((row) => isExactly(row, cell))?.yes?.fullNameKey ?? null;
  return key === null ? {} : { fullNameKey: key };
}
