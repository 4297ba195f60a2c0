import { type Asked, ask } from './asked';
import type { AddressFacts, Decision, Question, Vocabulary, YesInstant } from './facts';
import { type Cell, everRefused, isExactly, standingNo } from './standing-no';
import { latestYes, yesFaults } from './yes-ground';

/** What holds in words a person understands. `by_default`: sent without having been asked, until refused. */
export type HeldState = 'yes' | 'no' | 'by_default' | 'not_asked';

/** `since`: when what holds was said; null when nothing was. */
export interface HeldChoice {
  state: HeldState;
  since: Date | null;
}

/**
 * What a decision comes to as a person's choice. A no is what the gate calls refused; a yes is one the gate would rest
 * on, shown also where something else stops the message just now (a pause, the hour), so that it can be taken back.
 * @param decision the gate's answer to `question`, of the same facts
 */
export function heldChoice(
  facts: AddressFacts,
  question: Question,
  vocabulary: Vocabulary,
  decision: Decision,
): HeldChoice {
  const asked = ask([facts], question, vocabulary);
  if (decision.reasons.some(({ code }) => code === 'refused')) {
    const { fullNameKey } = question;
    const asking = fullNameKey === undefined ? { atMs: asked.atMs } : { atMs: asked.atMs, fullNameKey };
    const no =
      standingNo(asked.permissions, asked.cell, asking) ?? everRefused(asked.permissions, asked.cell);
    return { state: 'no', since: no?.at ?? null };
  }
  const yes = holdingYes(asked, decision);
  if (yes !== null) return { state: yes.basis === 'consent' ? 'yes' : 'by_default', since: yes.at };
  const permitted =
    decision.answer === 'allow' || decision.reasons.every(({ code }) => code === 'outside_hours');
  return { state: permitted ? 'by_default' : 'not_asked', since: null };
}

function holdingYes(asked: Asked, decision: Decision): YesInstant | null {
  const yes = latestYes(asked);
  if (yes === null || yesFaults(asked, yes).length > 0) return null;
  const unfit =
    decision.answer === 'deny' &&
    decision.reliedOn.includes(yes.eventId) &&
    decision.reasons.some(({ code }) => code === 'policy');
  return unfit ? null : yes;
}

/** Post only: the name the newest yes for a cell was given under, the one person whom that yes may speak for. */
export function nameOfYes(facts: AddressFacts, cell: Cell): string | null {
  let newest: YesInstant | null = null;
  for (const row of facts.permissions) {
    if (row.yes === null || row.yes.fullNameKey === null || !isExactly(row, cell)) continue;
    if (newest === null || row.yes.at.getTime() > newest.at.getTime()) newest = row.yes;
  }
  return newest?.fullNameKey ?? null;
}
