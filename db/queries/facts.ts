import type { AddressFacts, PermissionFact, StopFact } from '../../lib/domain/facts';
import type {
  Assurance,
  Basis,
  Channel,
  ChannelScope,
  ContactStatus,
  Deliverability,
  Door,
  Register,
  StopKind,
  SubscriberType,
} from '../../lib/domain/vocabulary';
import { plainArray } from '../array-literal';
import type { Reader } from '../client';

/** One question as the statement takes it: which contact points to read, for which cell. */
export interface FactsQuestion {
  /** Every contact point the address may be stored as: derivations, and for post the premises too. */
  contactPointIds: readonly string[];
  channel: Channel;
  senderNo: number;
  topicNo: number;
  /** Only this contact counts, when the question names one along with the address. */
  contactId: string | null;
}

interface FactsRow {
  i: number;
  vocabulary_version: number;
  country: string | null;
  deliverability: Deliverability | null;
  contact_ids: string[] | null;
  contact_types: SubscriberType[] | null;
  contact_countries: (string | null)[] | null;
  contact_statuses: ContactStatus[] | null;
  contact_timezones: (string | null)[] | null;
  stops: RawStop[] | null;
  listings: { register: Register; listed_at: string }[] | null;
  cell_channel: ChannelScope | null;
  cell_sender: number;
  cell_topic: number;
  no_at: Date | null;
  no_event: string | null;
  no_door: Door | null;
  yes_at: Date | null;
  yes_event: string | null;
  yes_door: Door | null;
  yes_assurance: Assurance | null;
  yes_basis: Basis | null;
  yes_notice: string | null;
  yes_evidence: boolean | null;
  yes_until: Date | null;
  yes_name: Buffer | null;
  lift_at: Date | null;
  lift_event: string | null;
  requested_at: Date | null;
  requested_event: string | null;
}

interface RawStop {
  stop: StopKind;
  channel: ChannelScope;
  event_id: string;
  from_at: string;
  until_at: string | null;
}

export const FACTS = {
  name: 'facts',
  text: `
-- Everything a decision reads, for one or many questions: each asks a few contact points by primary key.
-- A question with several points, or several cells, comes back as several rows.
SELECT q.i, v.version AS vocabulary_version, p.country, p.deliverability,
       c.ids AS contact_ids, c.types::text[] AS contact_types, c.countries AS contact_countries,
       c.statuses::text[] AS contact_statuses, c.timezones AS contact_timezones, s.stops, l.listings,
       m.channel AS cell_channel, m.sender_no AS cell_sender, m.topic_no AS cell_topic,
       m.no_at, n.event_id AS no_event, n.door AS no_door,
       m.yes_at, y.event_id AS yes_event, y.door AS yes_door, y.assurance AS yes_assurance, m.yes_basis,
       y.notice_version_id AS yes_notice, y.evidence_digest IS NOT NULL AS yes_evidence, m.yes_until, y.full_name_key AS yes_name,
       m.lift_at, t.event_id AS lift_event, r.requested_at, r.requested_event
FROM unnest($1::int[], $2::uuid[], $3::channel_scope[], $4::int[], $5::int[], $6::uuid[])
  AS q (i, contact_point_id, channel, sender_no, topic_no, contact_id)
CROSS JOIN vocabulary_version v
LEFT JOIN contact_point p ON p.id = q.contact_point_id
LEFT JOIN permission m ON m.contact_point_id = q.contact_point_id AND m.channel IN ('all', q.channel)
  AND m.sender_no IN (0, q.sender_no) AND m.topic_no IN (0, q.topic_no)
LEFT JOIN consent_event n ON n.contact_point_id = m.contact_point_id AND n.seq = m.no_seq
LEFT JOIN consent_event y ON y.contact_point_id = m.contact_point_id AND y.seq = m.yes_seq
LEFT JOIN consent_event t ON t.contact_point_id = m.contact_point_id AND t.seq = m.lift_seq
LEFT JOIN LATERAL (
  SELECT array_agg(k.id) AS ids, array_agg(k.subscriber_type) AS types, array_agg(k.country::text) AS countries,
         array_agg(k.status) AS statuses, array_agg(k.timezone) AS timezones
  FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
  WHERE u.contact_point_id = q.contact_point_id AND u.detached_at IS NULL
    AND (q.contact_id IS NULL OR u.contact_id = q.contact_id)
) c ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('stop', x.stop, 'channel', x.channel, 'event_id', e.event_id, 'from_at', x.from_at, 'until_at', x.until_at)) AS stops
  FROM contact_point_stop x JOIN consent_event e ON e.contact_point_id = x.contact_point_id AND e.seq = x.seq
  WHERE x.contact_point_id = q.contact_point_id AND x.standing AND x.channel IN ('all', q.channel)
    -- An erasure stops the address of somebody who is gone; one that somebody else uses is theirs.
    AND (x.stop <> 'erasure' OR NOT EXISTS (
      SELECT FROM contact_contact_point o
      WHERE o.contact_point_id = x.contact_point_id AND o.contact_id <> x.contact_id AND o.detached_at IS NULL))
) s ON true
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('register', x.register, 'listed_at', x.listed_at)) AS listings
  FROM register_listing x WHERE x.contact_point_id = q.contact_point_id AND x.delisted_at IS NULL
) l ON true
LEFT JOIN LATERAL (
  SELECT e.said_at AS requested_at, e.event_id AS requested_event FROM consent_event e
  WHERE e.contact_point_id = q.contact_point_id AND e.act = 'requested' AND e.channel = q.channel
    AND e.sender_no = q.sender_no AND e.topic_no = q.topic_no AND m.yes_at IS NULL
  ORDER BY e.seq DESC LIMIT 1
) r ON true
ORDER BY q.i`,
};

/** The parameters of {@link FACTS}: one entry per question and contact point. Exported for the benchmark's bare reference. */
export function factsParameters(questions: readonly FactsQuestion[]): unknown[] {
  const asked = questions.flatMap((question, i) =>
    question.contactPointIds.map((id) => ({ i, id, question })),
  );
  return [
    plainArray(asked, ({ i }) => i),
    plainArray(asked, ({ id }) => id),
    plainArray(asked, ({ question }) => question.channel),
    plainArray(asked, ({ question }) => question.senderNo),
    plainArray(asked, ({ question }) => question.topicNo),
    plainArray(asked, ({ question }) => question.contactId),
  ];
}

/** Facts for each question, in order, one {@link AddressFacts} per contact point asked, with the vocabulary's version. */
export async function readFacts(
  reader: Reader,
  questions: readonly FactsQuestion[],
): Promise<{ version: number; facts: AddressFacts[] }> {
  const rows = await reader.query<FactsRow>(FACTS, factsParameters(questions));
  const facts: (Mutable | undefined)[] = new Array(questions.length);
  for (const row of rows) {
    const known = facts[row.i];
    if (known === undefined) facts[row.i] = start(row);
    else merge(known, row);
  }
  return { version: rows[0]?.vocabulary_version ?? 0, facts: facts.map((fact) => fact ?? NOTHING) };
}

type Mutable = {
  country: string | null;
  deliverability: Deliverability;
  contacts: AddressFacts['contacts'][number][];
  stops: StopFact[];
  permissions: PermissionFact[];
  listings: AddressFacts['listings'][number][];
  requested: AddressFacts['requested'];
  frequency: AddressFacts['frequency'];
};

const NOTHING: AddressFacts = {
  country: null,
  deliverability: 'unknown',
  contacts: [],
  stops: [],
  permissions: [],
  listings: [],
  requested: null,
  frequency: null,
};

function start(row: FactsRow): Mutable {
  const facts: Mutable = {
    country: null,
    deliverability: 'unknown',
    contacts: [],
    stops: [],
    permissions: [],
    listings: [],
    requested: null,
    frequency: null,
  };
  merge(facts, row);
  return facts;
}

/** The union over an address's contact points: whatever one of them says counts. */
function merge(facts: Mutable, row: FactsRow): void {
  facts.country ??= row.country;
  if (row.deliverability === 'undeliverable' || facts.deliverability === 'unknown')
    facts.deliverability = row.deliverability ?? 'unknown';
  row.contact_ids?.forEach((id, at) => {
    if (facts.contacts.some((contact) => contact.id === id)) return;
    facts.contacts.push({
      id,
      subscriberType: row.contact_types?.[at] ?? 'unknown',
      country: row.contact_countries?.[at] ?? null,
      status: row.contact_statuses?.[at] ?? 'active',
      timezone: row.contact_timezones?.[at] ?? null,
    });
  });
  for (const stop of row.stops ?? []) {
    if (facts.stops.some((known) => known.eventId === stop.event_id && known.kind === stop.stop)) continue;
    facts.stops.push({
      kind: stop.stop,
      channel: stop.channel,
      eventId: stop.event_id,
      from: new Date(stop.from_at),
      until: stop.until_at === null ? null : new Date(stop.until_at),
    });
  }
  for (const listing of row.listings ?? []) {
    const listedAt = new Date(listing.listed_at);
    if (
      facts.listings.some(
        (known) => known.register === listing.register && known.listedAt.getTime() === listedAt.getTime(),
      )
    )
      continue;
    facts.listings.push({ register: listing.register, listedAt });
  }
  if (row.requested_at !== null && row.requested_event !== null)
    facts.requested = { at: row.requested_at, eventId: row.requested_event };
  if (row.cell_channel !== null) facts.permissions.push(permissionOf(row, row.cell_channel));
}

function permissionOf(row: FactsRow, channel: ChannelScope): PermissionFact {
  return {
    channel,
    senderNo: row.cell_sender,
    topicNo: row.cell_topic,
    no:
      row.no_at === null || row.no_event === null
        ? null
        : { at: row.no_at, eventId: row.no_event, door: row.no_door ?? 'system' },
    yes:
      row.yes_at === null || row.yes_event === null || row.yes_basis === null
        ? null
        : {
            at: row.yes_at,
            eventId: row.yes_event,
            door: row.yes_door ?? 'system',
            assurance: row.yes_assurance ?? 'none',
            basis: row.yes_basis,
            noticeVersionId: row.yes_notice,
            hasEvidence: row.yes_evidence === true,
            effectiveUntil: row.yes_until,
            fullNameKey: row.yes_name === null ? null : row.yes_name.toString('hex'),
          },
    lift:
      row.lift_at === null || row.lift_event === null ? null : { at: row.lift_at, eventId: row.lift_event },
  };
}
