import type { Repeat } from '../../lib/domain/append';
import { instantArray, plainArray } from '../array-literal';
import type { Reader, Writer } from '../client';

const REPEATS = {
  name: 'record_repeats',
  text: `
-- Nos that repeated a standing one and added no event, with when they were last said.
SELECT contact_point_id AS "contactPointId", channel, sender_no AS "senderNo", topic_no AS "topicNo", said_at AS at
FROM absorbed_repeat WHERE contact_point_id = ANY ($1::uuid[])`,
};

/** Reads the absorbed repeats of contact points. */
export function readRepeats(
  tx: Reader,
  ids: readonly string[],
): Promise<(Repeat & { contactPointId: string })[]> {
  return tx.query<Repeat & { contactPointId: string }>(REPEATS, [plainArray(ids, (id) => id)]);
}

const NOTE_REPEATS = {
  name: 'record_note_repeats',
  text: `
-- The latest instant at which each absorbed no was said again.
INSERT INTO absorbed_repeat AS a (contact_point_id, channel, sender_no, topic_no, said_at)
SELECT * FROM unnest($1::uuid[], $2::channel_scope[], $3::int[], $4::int[], $5::timestamptz[])
ON CONFLICT (contact_point_id, channel, sender_no, topic_no) DO UPDATE SET said_at = greatest(a.said_at, excluded.said_at)`,
};

/** Notes repeats that added nothing. The heads must be locked by {@link lockHeads}. */
export async function noteRepeats(
  tx: Writer,
  repeats: readonly (Repeat & { contactPointId: string })[],
): Promise<void> {
  if (repeats.length === 0) return;
  await tx.query(NOTE_REPEATS, [
    plainArray(repeats, (repeat) => repeat.contactPointId),
    plainArray(repeats, (repeat) => repeat.channel),
    plainArray(repeats, (repeat) => repeat.senderNo),
    plainArray(repeats, (repeat) => repeat.topicNo),
    instantArray(repeats, (repeat) => repeat.at),
  ]);
}
