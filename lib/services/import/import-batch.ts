import type { Writer } from '../../../db/client';
import { recordedInstructions } from '../../../db/queries/recorded-instructions';
import type { Context } from '../../context';
import type { Instruction, Statement } from '../../domain/consent-event';
import type { RawAddress } from '../../domain/contact-point/address';
import { refuseInstruction } from '../../domain/refuse-instruction';
import { slugIndex } from '../../domain/slug-index';
import { ACT_EFFECT, ALL, type Channel, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { isDatabaseAway } from '../../errors';
import { blockedYeses, type RecordedYes } from '../consent-event/blocked-yes';
import { type EventPlace, locateEvents } from '../consent-event/locate-events';
import type { SubmittedEvent } from '../consent-event/submitted-event';
import { record } from '../ledger/record';
import type { ImportRow } from './import-row';

/** What became of one row. */
export interface RowReport {
  row: number;
  outcome: 'recorded' | 'already_there' | 'repeats_standing_no' | 'refused';
  /** Why it was refused, or what was read leniently. */
  because: string[];
  /** A yes that a standing no outweighs: it is on record and changes no answer. Since when the no stands. */
  standing_no?: string;
}

export interface BatchSetting {
  /** Notice ids by every name a row may use. */
  notices: ReadonlyMap<string, string>;
  dryRun: boolean;
}

interface Placed {
  row: ImportRow;
  instruction: Instruction;
  statement: Statement;
  places: EventPlace[];
}

/**
 * Records some rows in one transaction, or with `dryRun` only says what would become of them; rows that fail the
 * whole batch are tried alone. Through the door `import`, which never lifts a refusal.
 */
export async function importBatch(
  ctx: Context,
  rows: readonly ImportRow[],
  setting: BatchSetting,
): Promise<RowReport[]> {
  const reports = new Map<number, RowReport>();
  const report = (row: ImportRow, outcome: RowReport['outcome'], because: string[] = []) =>
    reports.set(row.row, { row: row.row, outcome, because: [...row.notes, ...because] });
  const placed = await place(ctx, rows, setting, (row, because) => report(row, 'refused', because));
  const recorded = await recordedInstructions(
    ctx.db.reader,
    placed.flatMap(({ instruction }) =>
      instruction.utterances.map(({ point }) => ({
        contactPointId: point.id,
        instructionId: instruction.id,
      })),
    ),
  );
  // The same row twice in one batch is one saying, too.
  const fresh: Placed[] = [];
  for (const one of placed) {
    if (recorded.has(one.instruction.id)) report(one.row, 'already_there');
    else fresh.push(one);
    recorded.add(one.instruction.id);
  }
  const told = (one: RowReport) => reports.set(one.row, one);
  for (const one of await recordOrTryAlone(ctx, fresh, setting.dryRun)) told(one);
  return rows.map(
    (row) => reports.get(row.row) ?? { row: row.row, outcome: 'refused', because: ['not placed'] },
  );
}

async function recordOrTryAlone(
  ctx: Context,
  placed: readonly Placed[],
  dryRun: boolean,
): Promise<RowReport[]> {
  try {
    return await ctx.db.transaction((tx) => (dryRun ? tryOut(ctx, tx, placed) : recordAll(ctx, tx, placed)));
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    const [only] = placed;
    if (only !== undefined && placed.length === 1) {
      ctx.log.warn({ err: error, row: only.row.row }, 'a row of an import failed');
      return [{ row: only.row.row, outcome: 'refused', because: ['The database would not take this row.'] }];
    }
    const reports: RowReport[] = [];
    for (const one of placed) reports.push(...(await recordOrTryAlone(ctx, [one], dryRun)));
    return reports;
  }
}

async function recordAll(ctx: Context, tx: Writer, placed: readonly Placed[]): Promise<RowReport[]> {
  const outcomes = await record(
    ctx,
    tx,
    placed.map(({ instruction }) => instruction),
  );
  const yeses: { index: number; yes: RecordedYes }[] = [];
  const reports = placed.map(({ row, places }, index): RowReport => {
    const outcome = outcomes[index];
    if (outcome === undefined || !outcome.ok)
      return { row: row.row, outcome: 'refused', because: [outcome?.refusal.detail ?? 'Nothing came back.'] };
    for (const event of outcome.events) {
      if (ACT_EFFECT[event.act] !== 'yes' || event.channel === 'all') continue;
      const { contactPointId, seq, channel, senderNo, topicNo, fullNameKey } = event;
      const readIds = places.flatMap((one) => one.readIds);
      yeses.push({ index, yes: { readIds, contactPointId, seq, channel, senderNo, topicNo, fullNameKey } });
    }
    const none = outcome.events.length === 0;
    return { row: row.row, outcome: none ? 'repeats_standing_no' : 'recorded', because: row.notes };
  });
  return withClashes(tx, reports, yeses);
}

/** What would become of rows, without writing any. */
async function tryOut(ctx: Context, tx: Writer, placed: readonly Placed[]): Promise<RowReport[]> {
  const vocabulary = await ctx.vocabulary.current();
  const yeses: { index: number; yes: RecordedYes }[] = [];
  const reports = placed.map(({ row, instruction, statement, places }, index): RowReport => {
    const refusal = refuseInstruction(instruction, vocabulary, ctx.now());
    if (refusal !== null) return { row: row.row, outcome: 'refused', because: [refusal.detail] };
    const { channel, senderNo, topicNo } = statement;
    for (const { point, fullNameKey } of instruction.utterances) {
      if (ACT_EFFECT[statement.act] !== 'yes' || channel === 'all') continue;
      const readIds = places.flatMap((one) => one.readIds);
      const cell = { channel, senderNo, topicNo, fullNameKey: fullNameKey ?? null };
      yeses.push({ index, yes: { ...cell, readIds, contactPointId: point.id, seq: 0 } });
    }
    return { row: row.row, outcome: 'recorded', because: row.notes };
  });
  return withClashes(tx, reports, yeses);
}

async function withClashes(
  tx: Writer,
  reports: RowReport[],
  yeses: readonly { index: number; yes: RecordedYes }[],
): Promise<RowReport[]> {
  const since = await blockedYeses(
    tx,
    yeses.map(({ yes }) => yes),
  );
  for (const [position, { index }] of yeses.entries()) {
    const at = since[position];
    const report = reports[index];
    if (at && report !== undefined) report.standing_no = at.toISOString();
  }
  return reports;
}

async function place(
  ctx: Context,
  rows: readonly ImportRow[],
  setting: BatchSetting,
  refuse: (row: ImportRow, because: string[]) => void,
): Promise<Placed[]> {
  const index = slugIndex(await ctx.vocabulary.current());
  const asked: { row: ImportRow; statement: Statement; events: SubmittedEvent[] }[] = [];
  for (const row of rows) {
    const statement = statementOf(row, index, setting.notices);
    const addresses = row.addresses.filter((address) => travels(row.channel, address));
    if (typeof statement === 'string') refuse(row, [statement]);
    else if (addresses.length === 0 && row.externalRef === null)
      refuse(row, [`The row has no address for the channel ${row.channel}.`]);
    else asked.push({ row, statement, events: eventsOf(row, addresses) });
  }
  const { places, faults } = await locateEvents(
    ctx,
    asked.flatMap(({ events }) => events),
  );
  let position = 0;
  return asked.flatMap(({ row, statement, events }): Placed[] => {
    const first = position;
    position += events.length;
    const wrong = faults.filter(({ pointer }) => {
      const at = Number(/^#\/events\/(\d+)/.exec(pointer ?? '')?.[1] ?? -1);
      return at >= first && at < first + events.length;
    });
    if (wrong.length > 0) {
      refuse(
        row,
        wrong.map(({ detail }) => detail),
      );
      return [];
    }
    const own = places.slice(first, first + events.length);
    return [{ row, statement, places: own, instruction: instructionOf(row, statement, own) }];
  });
}

function instructionOf(row: ImportRow, statement: Statement, places: readonly EventPlace[]): Instruction {
  return {
    id: row.instructionId,
    saidAt: row.saidAt,
    door: 'import',
    actor: { kind: 'system', id: null },
    assurance: 'asserted',
    evidence: row.evidence,
    utterances: places.flatMap(({ contactId, points }) =>
      points.map(({ ref, fullNameKey }) => ({ point: ref, contactId, fullNameKey, statements: [statement] })),
    ),
  };
}

/** The address of the row, or with a wide channel each of them; none where only the contact is named. */
function eventsOf(row: ImportRow, addresses: readonly RawAddress[]): SubmittedEvent[] {
  const event = (address: RawAddress | null): SubmittedEvent => ({
    address,
    contact: row.externalRef,
    household: row.household,
    act: row.act,
    channel: row.channel,
    sender: row.sender,
    topic: row.topic,
    basis: row.basis,
    noticeVersion: row.notice,
    saidAt: null,
    effectiveUntil: row.effectiveUntil,
    assurance: 'asserted',
    evidence: row.evidence,
  });
  return addresses.length === 0 ? [event(null)] : addresses.map(event);
}

function travels(channel: ImportRow['channel'], address: RawAddress): boolean {
  if (channel === 'all') return true;
  const kind = 'email' in address ? 'email' : 'phone' in address ? 'phone' : 'postal';
  return KIND_OF_CHANNEL[channel satisfies Channel] === kind;
}

/** The cell a row names, or what is wrong with its names. */
function statementOf(
  row: ImportRow,
  index: ReturnType<typeof slugIndex>,
  notices: ReadonlyMap<string, string>,
): Statement | string {
  const sender = row.sender === 'all' ? null : index.sender(row.sender);
  if (sender === undefined) return `There is no sender "${row.sender}".`;
  const topic = row.topic === 'all' ? null : sender === null ? undefined : index.topic(sender, row.topic);
  if (topic === undefined) return `${sender?.slug ?? 'Every sender'} has no topic "${row.topic}".`;
  const statement: Statement = {
    act: row.act,
    channel: row.channel,
    senderNo: sender?.no ?? ALL,
    topicNo: topic?.no ?? ALL,
  };
  if (ACT_EFFECT[row.act] === 'no') return statement;
  if (row.channel === 'all') return 'A yes names exactly one channel, one sender and one topic.';
  if (row.basis !== null) statement.basis = row.basis;
  if (row.effectiveUntil !== null) statement.effectiveUntil = row.effectiveUntil;
  if (row.notice === null) return statement;
  const notice = notices.get(row.notice);
  if (notice === undefined) return `There is no notice version "${row.notice}".`;
  return { ...statement, noticeVersionId: notice };
}
