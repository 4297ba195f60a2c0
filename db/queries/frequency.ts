import type { FrequencyFact } from '../../lib/domain/facts';
import type { ActorKind, Channel, Door, Frequency } from '../../lib/domain/vocabulary';
import { plainArray } from '../array-literal';
import type { Reader, Writer } from '../client';

/** One choice of how often, for one cell of one address. */
export interface FrequencyChoiceRow {
  id: string;
  contactPointId: string;
  channel: Channel;
  senderNo: number;
  topicNo: number;
  frequency: Frequency;
  instructionId: string;
  contactId: string | null;
  door: Door;
  actorKind: ActorKind;
  actorId: string | null;
  validFrom: Date;
  recordedAt: Date;
}

const INSERT = {
  name: 'frequency_insert',
  text: `
-- Choices as they were made; what was chosen before stays as history.
INSERT INTO frequency_choice (contact_point_id, id, channel, sender_no, topic_no, frequency, instruction_id, contact_id,
  door, actor_kind, actor_id, valid_from, recorded_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::channel_scope[], $4::int[], $5::int[], $6::frequency[], $7::uuid[], $8::uuid[],
  $9::door[], $10::actor_kind[], $11::uuid[], $12::timestamptz[], $13::timestamptz[])`,
};

/** Adds choices. */
export async function insertFrequencies(tx: Writer, rows: readonly FrequencyChoiceRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(INSERT, [
    rows.map((row) => row.contactPointId),
    rows.map((row) => row.id),
    rows.map((row) => row.channel),
    rows.map((row) => row.senderNo),
    rows.map((row) => row.topicNo),
    rows.map((row) => row.frequency),
    rows.map((row) => row.instructionId),
    rows.map((row) => row.contactId),
    rows.map((row) => row.door),
    rows.map((row) => row.actorKind),
    rows.map((row) => row.actorId),
    rows.map((row) => row.validFrom),
    rows.map((row) => row.recordedAt),
  ]);
}

/** A question about pace: which contact points an address is stored as, and for which cell. */
export interface PaceQuestion {
  contactPointIds: readonly string[];
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

const CHOSEN = {
  name: 'frequency_chosen',
  text: `
-- For each question the choice said last over its contact points; of two said at once the rarer.
SELECT DISTINCT ON (q.i) q.i, f.frequency, f.valid_from AS since, f.id AS "choiceId"
FROM unnest($1::int[], $2::uuid[], $3::channel_scope[], $4::int[], $5::int[]) AS q (i, contact_point_id, channel, sender_no, topic_no)
JOIN frequency_choice f ON f.contact_point_id = q.contact_point_id AND f.channel = q.channel
  AND f.sender_no = q.sender_no AND f.topic_no = q.topic_no
ORDER BY q.i, f.valid_from DESC, f.frequency DESC, f.id DESC`,
};

/** How often each asks to hear, in order; null where nothing was chosen. */
export async function chosenFrequencies(
  reader: Reader,
  questions: readonly PaceQuestion[],
): Promise<(FrequencyFact | null)[]> {
  if (questions.length === 0) return [];
  const asked = questions.flatMap((question, i) =>
    question.contactPointIds.map((id) => ({ i, id, question })),
  );
  const rows = await reader.query<FrequencyFact & { i: number }>(CHOSEN, [
    plainArray(asked, ({ i }) => i),
    plainArray(asked, ({ id }) => id),
    plainArray(asked, ({ question }) => question.channel),
    plainArray(asked, ({ question }) => question.senderNo),
    plainArray(asked, ({ question }) => question.topicNo),
  ]);
  const found = new Map(rows.map(({ i, ...chosen }) => [i, chosen]));
  return questions.map((_, i) => found.get(i) ?? null);
}

const LAST_SENT = {
  name: 'frequency_last_sent',
  text: `
-- When each address was last sent something of ours on a topic. What is under way, or may have arrived, counts as sent.
SELECT m.contact_point_id AS id, max(coalesce(m.settled_at, m.claimed_at)) AS at
FROM message m
WHERE m.contact_point_id = ANY ($1::uuid[]) AND m.sender_no = $2 AND m.topic_no = $3 AND m.kind IN ('announcement', 'digest')
  AND m.state IN ('sent', 'claimed', 'in_doubt') AND m.id IS DISTINCT FROM $4::uuid
GROUP BY m.contact_point_id`,
};

/** When each address last got a marketing email of ours on a topic, `exceptId` left aside; no entry: never. */
export async function lastSent(
  reader: Reader,
  about: {
    contactPointIds: readonly string[];
    senderNo: number;
    topicNo: number;
    exceptId: string | null;
  },
): Promise<Map<string, Date>> {
  const rows = await reader.query<{ id: string; at: Date }>(LAST_SENT, [
    about.contactPointIds,
    about.senderNo,
    about.topicNo,
    about.exceptId,
  ]);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

const TAKE_TURN = {
  name: 'frequency_take_turn',
  text: `
-- Of several messages on one topic to one address, claimed at once, the next looks only after the one before committed.
SELECT pg_advisory_xact_lock(hashtextextended($1::text, $2))`,
};

/** Waits until no other transaction is between claiming and judging a message on this topic to this address. */
export async function takePaceTurn(tx: Writer, contactPointId: string, topicNo: number): Promise<void> {
  await tx.query(TAKE_TURN, [contactPointId, topicNo]);
}

const OWN = {
  name: 'frequency_own',
  text: `
-- What a contact itself chose last for each cell, over the addresses given.
SELECT DISTINCT ON (channel, sender_no, topic_no)
       channel, sender_no AS "senderNo", topic_no AS "topicNo", frequency, valid_from AS "validFrom"
FROM frequency_choice WHERE contact_point_id = ANY ($2::uuid[]) AND contact_id = $1
ORDER BY channel, sender_no, topic_no, valid_from DESC, frequency DESC, id DESC`,
};

/** A contact's own choices at these addresses, the last said of each cell. */
export function ownFrequencies(
  tx: Writer,
  contactId: string,
  pointIds: readonly string[],
): Promise<Pick<FrequencyChoiceRow, 'channel' | 'senderNo' | 'topicNo' | 'frequency' | 'validFrom'>[]> {
  return tx.query(OWN, [contactId, pointIds]);
}

const OF_POINTS = {
  name: 'frequency_of_points',
  text: `
-- What each cell of a few addresses chose last.
SELECT DISTINCT ON (contact_point_id, channel, sender_no, topic_no)
       contact_point_id AS "contactPointId", channel, sender_no AS "senderNo", topic_no AS "topicNo", frequency
FROM frequency_choice WHERE contact_point_id = ANY ($1::uuid[])
ORDER BY contact_point_id, channel, sender_no, topic_no, valid_from DESC, frequency DESC, id DESC`,
};

/** A cell's choice as it stands. */
export type ChosenCell = Pick<
  FrequencyChoiceRow,
  'contactPointId' | 'channel' | 'senderNo' | 'topicNo' | 'frequency'
>;

/** Every cell of these addresses for which something was chosen. */
export function frequenciesOf(reader: Reader, pointIds: readonly string[]): Promise<ChosenCell[]> {
  return reader.query<ChosenCell>(OF_POINTS, [pointIds]);
}
