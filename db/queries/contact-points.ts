import type { Channel, ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

const EXISTING = {
  name: 'contact_points_existing',
  text: `
-- Which of the ids an address may have under different keys are in use.
SELECT id FROM contact_point WHERE id = ANY ($1::uuid[])`,
};

/** Of the given ids, those that exist. */
export async function existingPoints(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  const rows = await reader.query<{ id: string }>(EXISTING, [ids]);
  return new Set(rows.map((row) => row.id));
}

export interface PrimaryPoint {
  external_ref: string;
  contact_id: string;
  name: string | null;
  contact_point_id: string | null;
  kind: ContactPointKind | null;
  typed: string | null;
  normalised: string | null;
}

const PRIMARY = {
  name: 'contact_points_primary',
  text: `
-- A contact's address for a channel: the primary one, else the one held longest. Contacts without one come back empty.
SELECT DISTINCT ON (q.i) q.i, k.external_ref, k.id AS contact_id, k.name, p.id AS contact_point_id, p.kind, p.typed, p.normalised
FROM unnest($1::int[], $2::text[], $3::channel_scope[]) AS q (i, external_ref, channel)
JOIN contact k ON k.external_ref = q.external_ref
LEFT JOIN contact_contact_point u ON u.contact_id = k.id AND u.detached_at IS NULL AND q.channel = ANY (u.channels)
LEFT JOIN contact_point p ON p.id = u.contact_point_id
ORDER BY q.i, u.is_primary DESC NULLS LAST, u.attached_at`,
};

/** For each (external reference, channel) the contact and its primary point, by position; absent where unknown. */
export async function primaryPoints(
  reader: Reader,
  wanted: readonly { externalRef: string; channel: Channel }[],
): Promise<Map<number, PrimaryPoint>> {
  const rows = await reader.query<PrimaryPoint & { i: number }>(PRIMARY, [
    wanted.map((_, i) => i),
    wanted.map((one) => one.externalRef),
    wanted.map((one) => one.channel),
  ]);
  return new Map(rows.map((row) => [row.i, row]));
}

export interface KnownPoint {
  id: string;
  kind: ContactPointKind;
  typed: string | null;
  normalised: string | null;
}

const KNOWN = {
  name: 'contact_points_known',
  text: `
-- What contact points stand for, by id.
SELECT id, kind, typed, normalised FROM contact_point WHERE id = ANY ($1::uuid[])`,
};

/** The given contact points by id; absent where never stored. */
export async function knownPoints(reader: Reader, ids: readonly string[]): Promise<Map<string, KnownPoint>> {
  const rows = await reader.query<KnownPoint>(KNOWN, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
