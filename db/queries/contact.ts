import type { PointRef } from '../../lib/domain/consent-event';
import type { Channel, ContactPointKind, ContactStatus, SubscriberType } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** What a system of record says about a contact. */
export interface ContactFields {
  name: string | null;
  locale: string | null;
  country: string | null;
  timezone: string | null;
  subscriberType: SubscriberType;
  company: string | null;
  position: string | null;
}

const UPSERT = {
  name: 'contact_upsert',
  text: `
-- Makes or replaces a contact by its external reference and locks its row, so that two at once make one contact.
INSERT INTO contact AS k (id, external_ref, name, locale, country, timezone, subscriber_type, company, position, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
ON CONFLICT (external_ref) DO UPDATE SET name = excluded.name, locale = excluded.locale, country = excluded.country,
  timezone = excluded.timezone, subscriber_type = excluded.subscriber_type, company = excluded.company,
  position = excluded.position, updated_at = excluded.updated_at
RETURNING id, status`,
};

/** Makes or replaces a contact; returns its id (`newId` when it is new) and state. */
export async function upsertContact(
  tx: Writer,
  newId: string,
  externalRef: string,
  fields: ContactFields,
  now: Date,
): Promise<{ id: string; status: ContactStatus }> {
  const { name, locale, country, timezone, subscriberType, company, position } = fields;
  const values = [
    newId,
    externalRef,
    name,
    locale,
    country,
    timezone,
    subscriberType,
    company,
    position,
    now,
  ];
  const [row] = await tx.query<{ id: string; status: ContactStatus }>(UPSERT, values);
  if (row === undefined) throw new Error('an upsert returned no row');
  return row;
}

const KEEP_FACTS = {
  name: 'contact_keep_facts',
  text: `
-- The history of what deciding reads about a contact: one row whenever it differs from the last.
INSERT INTO contact_fact (contact_id, valid_from, recorded_at, subscriber_type, country, timezone, status, actor)
SELECT k.id, $2, $2, k.subscriber_type, k.country, k.timezone, k.status, $3
FROM contact k
LEFT JOIN LATERAL (
  SELECT * FROM contact_fact x WHERE x.contact_id = k.id ORDER BY x.recorded_at DESC, x.valid_from DESC LIMIT 1
) f ON true
WHERE k.id = $1 AND (f.contact_id IS NULL
  OR (k.subscriber_type, k.country, k.timezone, k.status) IS DISTINCT FROM (f.subscriber_type, f.country, f.timezone, f.status))
ON CONFLICT (contact_id, valid_from, recorded_at) DO NOTHING`,
};

/** Adds the contact's present facts to their history, if they changed. */
export async function keepContactFacts(
  tx: Writer,
  contactId: string,
  now: Date,
  actor: string,
): Promise<void> {
  await tx.query(KEEP_FACTS, [contactId, now, actor]);
}

export interface UsedPoint {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  current: boolean;
}

const USED = {
  name: 'contact_used_points',
  text: `
-- Every address a contact uses or ever used.
SELECT p.id, p.kind, p.key_epoch AS "keyEpoch", bool_or(u.detached_at IS NULL) AS current
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 GROUP BY p.id ORDER BY p.id`,
};

/** Every contact point the contact uses or ever used. */
export function usedPoints(tx: Reader, contactId: string): Promise<UsedPoint[]> {
  return tx.query<UsedPoint>(USED, [contactId]);
}

/** One address a contact is to use. */
export interface Use {
  contactPointId: string;
  channels: readonly Channel[];
  primary: boolean;
  signIn: boolean;
}

const DETACH = {
  name: 'contact_detach',
  text: `
-- Ends the use of every address not in the list. What was said there stays.
UPDATE contact_contact_point SET detached_at = $3
WHERE contact_id = $1 AND detached_at IS NULL AND contact_point_id <> ALL ($2::uuid[])`,
};

const ATTACH = {
  name: 'contact_attach',
  text: `
-- Begins or changes the use of addresses. An email signs in at most one contact: one that signs in another stays theirs.
-- Callers hold the contact points' locks, so that two contacts cannot both find it free. Each use begins after the
-- last one did, whatever the clock says.
INSERT INTO contact_contact_point AS u (contact_point_id, contact_id, attached_at, channels, is_primary, sign_in)
SELECT n.id, $1, coalesce((
  SELECT max(o.attached_at) + interval '1 millisecond' FROM contact_contact_point o
  WHERE o.contact_point_id = n.id AND o.contact_id = $1 AND o.attached_at >= $6), $6), n.channels::channel_scope[], n.is_primary, n.sign_in AND NOT EXISTS (
  SELECT FROM contact_contact_point o WHERE o.contact_point_id = n.id AND o.sign_in AND o.detached_at IS NULL AND o.contact_id <> $1)
FROM unnest($2::uuid[], $3::text[], $4::boolean[], $5::boolean[]) AS n (id, channels, is_primary, sign_in)
ON CONFLICT (contact_point_id, contact_id) WHERE detached_at IS NULL DO UPDATE
  SET channels = excluded.channels, is_primary = excluded.is_primary, sign_in = u.sign_in OR excluded.sign_in`,
};

/** Makes the given uses the contact's only ones. The contact points must exist and be locked. */
export async function replaceUses(
  tx: Writer,
  contactId: string,
  uses: readonly Use[],
  now: Date,
): Promise<void> {
  const ids = uses.map((use) => use.contactPointId);
  await tx.query(DETACH, [contactId, ids, now]);
  await attachUses(tx, contactId, uses, now);
}

/** Begins or changes a contact's use of addresses, beside those it has. The contact points must exist and be locked. */
export async function attachUses(
  tx: Writer,
  contactId: string,
  uses: readonly Use[],
  now: Date,
): Promise<void> {
  if (uses.length === 0) return;
  await tx.query(ATTACH, [
    contactId,
    uses.map((use) => use.contactPointId),
    uses.map((use) => `{${use.channels.join(',')}}`),
    uses.map((use) => use.primary),
    uses.map((use) => use.signIn),
    now,
  ]);
}

const REMEMBER = {
  name: 'contact_remember_points',
  text: `
-- An address once forgotten, or only known by its link, is known again when a contact brings it. Its refusals never left.
UPDATE contact_point p SET typed = n.typed, normalised = n.normalised, postcode = n.postcode,
  premises_id = n.premises_id, country = n.country, extension = n.extension
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
  AS n (id, typed, normalised, postcode, premises_id, country, extension)
WHERE p.id = n.id AND p.normalised IS NULL`,
};

/** Fills in contact points that are kept by id alone. The caller holds their locks. */
export async function rememberPoints(tx: Writer, points: readonly PointRef[]): Promise<void> {
  if (points.length === 0) return;
  await tx.query(REMEMBER, [
    points.map((point) => point.id),
    points.map((point) => point.typed),
    points.map((point) => point.normalised),
    points.map((point) => point.postcode),
    points.map((point) => point.premisesId),
    points.map((point) => point.country),
    points.map((point) => point.extension),
  ]);
}

export interface ContactRow extends ContactFields {
  id: string;
  externalRef: string;
  status: ContactStatus;
  createdAt: Date;
  updatedAt: Date;
}

const BY_REF = {
  name: 'contact_by_ref',
  text: `
-- One contact by the name another system gave it.
SELECT id, external_ref AS "externalRef", name, locale, country, timezone, subscriber_type AS "subscriberType", company,
       position, status, created_at AS "createdAt", updated_at AS "updatedAt"
FROM contact WHERE external_ref = $1`,
};

/** The contact with this external reference, or null. */
export async function contactByRef(reader: Reader, externalRef: string): Promise<ContactRow | null> {
  const [row] = await reader.query<ContactRow>(BY_REF, [externalRef]);
  return row ?? null;
}

export interface CurrentUse {
  id: string;
  kind: ContactPointKind;
  typed: string | null;
  normalised: string | null;
  channels: Channel[];
  primary: boolean;
  attachedAt: Date;
}

const CURRENT = {
  name: 'contact_current_uses',
  text: `
-- The addresses a contact uses now, the primary ones first.
SELECT p.id, p.kind, p.typed, p.normalised, u.channels::text[] AS channels, u.is_primary AS primary, u.attached_at AS "attachedAt"
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 AND u.detached_at IS NULL ORDER BY p.kind, u.is_primary DESC, u.attached_at, p.id`,
};

/** The contact points the contact uses now. */
export function currentUses(reader: Reader, contactId: string): Promise<CurrentUse[]> {
  return reader.query<CurrentUse>(CURRENT, [contactId]);
}
