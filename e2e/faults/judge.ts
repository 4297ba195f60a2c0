/** One word the ledger must hold once: whose, on what, yes or no. */
export interface Mark {
  pointId: string;
  effect: 'yes' | 'no';
  channel: string;
  senderNo: number;
  topicNo: number;
}

/** One choice that was asked for, with all its marks: they hold together or not at all. */
export interface Asked {
  door: string;
  marks: readonly Mark[];
  /** When the service said that it holds; null when nobody was told so. */
  acknowledgedAt: number | null;
}

/** A mark as the ledger has it, and how often. */
export interface Stored extends Mark {
  events: number;
}

export interface Judgement {
  acknowledged: number;
  /** Acknowledged choices whose marks are all in the ledger. */
  found: number;
  /** Choices nobody was told of that hold all the same: a client that asks again finds them. */
  heldUntold: number;
  lost: number;
  doubled: number;
  torn: number;
  unasked: number;
  /** What is wrong, a line each. */
  faults: string[];
}

/**
 * Compares what was asked with what the ledger holds. An acknowledged choice must be there; any choice is there whole
 * or not at all; nothing is there twice; nothing is there that nobody asked for. Throws when two choices share a mark,
 * because then a doubled event could not be told from two.
 */
export function judge(asked: readonly Asked[], stored: readonly Stored[]): Judgement {
  const held = new Map(stored.map((mark) => [nameOf(mark), mark.events]));
  const judgement: Judgement = {
    acknowledged: 0,
    found: 0,
    heldUntold: 0,
    lost: 0,
    doubled: 0,
    torn: 0,
    unasked: 0,
    faults: [],
  };
  const claimed = new Set<string>();
  for (const choice of asked) judgeOne(choice, held, claimed, judgement);
  for (const [name, events] of held) {
    if (claimed.has(name)) continue;
    judgement.unasked += events;
    judgement.faults.push(`unasked: ${name} (${events})`);
  }
  return judgement;
}

function judgeOne(
  choice: Asked,
  held: ReadonlyMap<string, number>,
  claimed: Set<string>,
  judgement: Judgement,
): void {
  const counts = choice.marks.map((mark) => {
    const name = nameOf(mark);
    if (claimed.has(name)) throw new Error(`two choices share a mark: ${name}`);
    claimed.add(name);
    const events = held.get(name) ?? 0;
    if (events > 1) {
      judgement.doubled += events - 1;
      judgement.faults.push(`doubled: ${choice.door} ${name} (${events})`);
    }
    return events;
  });
  const there = counts.filter((events) => events > 0).length;
  const whole = there === counts.length;
  if (choice.acknowledgedAt !== null) {
    judgement.acknowledged += 1;
    if (whole) judgement.found += 1;
    else {
      judgement.lost += 1;
      judgement.faults.push(`lost: ${choice.door} ${choice.marks.map(nameOf).join(', ')}`);
    }
  } else if (whole) judgement.heldUntold += 1;
  else if (there > 0) {
    judgement.torn += 1;
    judgement.faults.push(`torn: ${choice.door} ${choice.marks.map(nameOf).join(', ')}`);
  }
}

function nameOf({ pointId, effect, channel, senderNo, topicNo }: Mark): string {
  return `${effect} ${channel}/${senderNo}/${topicNo} of ${pointId}`;
}
