import type { ReadContext } from '../../context';
import type { Decision } from '../../domain/facts';
import { type HeldChoice, heldChoice } from '../../domain/held-choice';
import type { Channel } from '../../domain/vocabulary';
import { type AskedQuestion, decideQuestions } from '../decision/decide-questions';

export interface CellQuestion {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

/** What holds for one cell of one address. */
export interface HeldCell extends CellQuestion, HeldChoice {
  pointId: string;
  /** The gate's answer at this instant, with its reasons. */
  decision: Decision;
}

/**
 * What holds for each given cell of each address (a contact point), as the gate answers it now; a yes by post in the
 * name it was given under. Cells whose sender or topic is unknown are left out.
 */
export async function readCells(
  ctx: ReadContext,
  wanted: readonly { point: { id: string }; cell: CellQuestion }[],
): Promise<HeldCell[]> {
  if (wanted.length === 0) return [];
  const vocabulary = await ctx.vocabulary.current();
  const asked: AskedQuestion[] = [];
  const kept: { pointId: string; cell: CellQuestion }[] = [];
  for (const { point, cell } of wanted) {
    const sender = vocabulary.senders.get(cell.senderNo);
    const topic = vocabulary.topics.get(cell.topicNo);
    if (sender === undefined || topic === undefined) continue;
    asked.push({
      id: String(kept.length),
      address: null,
      contact: null,
      contactPointId: point.id,
      inNameOfYes: true,
      channel: cell.channel,
      sender,
      topic,
    });
    kept.push({ pointId: point.id, cell });
  }
  const answers = await decideQuestions(ctx, asked);
  // The answers may rest on a newer vocabulary than the one the questions were laid out with.
  const known = await ctx.vocabulary.current();
  return kept.flatMap(({ pointId, cell }, index) => {
    const answer = answers[index];
    if (answer === undefined || answer.read === null) return [];
    const { decision, read } = answer;
    return [{ ...cell, pointId, decision, ...heldChoice(read.facts, read.question, known, decision) }];
  });
}
