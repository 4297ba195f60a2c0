import type { Act, Assurance, ChannelScope, StopKind } from '../../lib/domain/vocabulary';
import type { Writer } from '../client';

/** A no of a contact's own that stands at one of its addresses. */
export interface OwnRefusal {
  eventId: string;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  saidAt: Date;
  assurance: Assurance;
}

const REFUSALS = {
  name: 'inheritance_refusals',
  text: `
-- The latest own standing no of a contact for each scope, over the addresses given. Own: said by the contact, or said
-- by an address nobody else ever used. Standing: not undone, and not lifted later for that very cell there. A yes taken
-- back because the address itself was given up (in the instant its use ended) says nothing about other addresses.
WITH source AS (
  SELECT s.id, NOT EXISTS (
    SELECT FROM contact_contact_point o WHERE o.contact_point_id = s.id AND o.contact_id <> $1) AS alone
  FROM unnest($2::uuid[]) AS s (id)
)
SELECT DISTINCT ON (e.channel, e.sender_no, e.topic_no)
       e.event_id AS "eventId", e.act, e.channel, e.sender_no AS "senderNo", e.topic_no AS "topicNo", e.said_at AS "saidAt", e.assurance
FROM source
JOIN consent_event e ON e.contact_point_id = source.id
LEFT JOIN permission m ON m.contact_point_id = e.contact_point_id AND m.channel = e.channel
  AND m.sender_no = e.sender_no AND m.topic_no = e.topic_no
WHERE e.act IN ('refused', 'withdrawn', 'objected', 'revoked')
  AND (e.contact_id = $1 OR (e.contact_id IS NULL AND source.alone))
  AND (m.lift_at IS NULL OR m.lift_at <= e.said_at)
  AND NOT (e.act = 'withdrawn' AND EXISTS (
    SELECT FROM contact_contact_point d
    WHERE d.contact_point_id = e.contact_point_id AND d.contact_id = $1 AND d.detached_at = e.said_at))
  AND NOT EXISTS (SELECT FROM consent_event x WHERE x.contact_point_id = e.contact_point_id AND x.undoes_seq = e.seq)
ORDER BY e.channel, e.sender_no, e.topic_no, e.said_at DESC, e.contact_point_id, e.seq DESC`,
};

/** What the contact itself refused at the given contact points and still stands. Lock them first. */
export function ownRefusals(
  tx: Writer,
  contactId: string,
  contactPointIds: readonly string[],
): Promise<OwnRefusal[]> {
  return tx.query<OwnRefusal>(REFUSALS, [contactId, contactPointIds]);
}

/** A pause or state of a contact, in force at its addresses. */
export interface OwnStop {
  eventId: string;
  stop: StopKind;
  channel: ChannelScope;
  fromAt: Date;
  untilAt: Date | null;
  assurance: Assurance;
}

const STOPS = {
  name: 'inheritance_stops',
  text: `
-- The stops of a contact that stand: the latest word for each kind and channel, over the addresses given.
SELECT * FROM (
  SELECT DISTINCT ON (s.stop, s.channel) e.event_id AS "eventId", s.stop, s.channel, s.from_at AS "fromAt",
         s.until_at AS "untilAt", e.assurance, s.standing
  FROM contact_point_stop s
  JOIN consent_event e ON e.contact_point_id = s.contact_point_id AND e.seq = s.seq
  WHERE s.contact_point_id = ANY ($2::uuid[]) AND s.contact_id = $1
  ORDER BY s.stop, s.channel, s.from_at DESC, s.standing DESC
) latest WHERE standing AND ("untilAt" IS NULL OR "untilAt" > $3)`,
};

/** The contact's own stops in force at the given contact points. */
export function ownStops(
  tx: Writer,
  contactId: string,
  contactPointIds: readonly string[],
  now: Date,
): Promise<OwnStop[]> {
  return tx.query<OwnStop>(STOPS, [contactId, contactPointIds, now]);
}
