import type { Writer } from '../../../db/client';
import { type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { PermissionFact } from '../../domain/facts';
import { standingNo } from '../../domain/standing-no';
import type { Channel } from '../../domain/vocabulary';

/** A yes just recorded: where, and every id whose refusals bind the address. */
export interface RecordedYes {
  readIds: readonly string[];
  contactPointId: string;
  seq: number;
  channel: Channel;
  senderNo: number;
  topicNo: number;
  fullNameKey: Buffer | null;
}

/** For each yes, since when a no stands against it, or null where none does. Reads inside the recording transaction. */
export async function blockedYeses(tx: Writer, yeses: readonly RecordedYes[]): Promise<(Date | null)[]> {
  if (yeses.length === 0) return [];
  const rows = new Map<string, PermissionRow[]>();
  for (const row of await readPermissions(tx, [...new Set(yeses.flatMap((yes) => yes.readIds))])) {
    const known = rows.get(row.contact_point_id);
    if (known === undefined) rows.set(row.contact_point_id, [row]);
    else known.push(row);
  }
  return yeses.map((yes) => {
    const facts = yes.readIds.flatMap((id) => (rows.get(id) ?? []).map((row) => factOf(row, yes)));
    const name = yes.fullNameKey?.toString('hex');
    return standingNo(facts, yes, name === undefined ? {} : { fullNameKey: name })?.at ?? null;
  });
}

/** As much of a permission as telling a standing no needs; events are named by contact point and sequence. */
function factOf(row: PermissionRow, yes: RecordedYes): PermissionFact {
  const event = (seq: number | null) => `${row.contact_point_id}/${seq}`;
  const mine = row.contact_point_id === yes.contactPointId && row.yes_seq === yes.seq;
  return {
    channel: row.channel,
    senderNo: row.sender_no,
    topicNo: row.topic_no,
    no: row.no_at === null ? null : { at: row.no_at, eventId: event(row.no_seq), door: 'system' },
    yes:
      row.yes_at === null
        ? null
        : {
            at: row.yes_at,
            eventId: event(row.yes_seq),
            door: 'api',
            assurance: 'none',
            basis: row.yes_basis ?? 'consent',
            noticeVersionId: null,
            hasEvidence: true,
            effectiveUntil: row.yes_until,
            // Only of the yes just recorded is it known for whom it was said; others lift nothing here.
            fullNameKey: mine ? (yes.fullNameKey?.toString('hex') ?? null) : null,
          },
    lift: row.lift_at === null ? null : { at: row.lift_at, eventId: event(row.lift_seq) },
  };
}
