import type {
  ContactPointKind,
  ContactStatus,
  Deliverability,
  SubscriberType,
} from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface FoundPerson {
  id: string;
  name: string | null;
  company: string | null;
  position: string | null;
  status: ContactStatus;
  points: { id: string; kind: ContactPointKind; normalised: string | null }[] | null;
}

const COLUMNS = `k.id, k.name, k.company, k.position, k.status,
       (SELECT json_agg(json_build_object('id', p.id, 'kind', p.kind, 'normalised', p.normalised) ORDER BY u.is_primary DESC, p.kind, p.id)
          FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
         WHERE u.contact_id = k.id AND u.detached_at IS NULL) AS points
FROM contact k`;

const BY_POINTS = {
  name: 'persons_by_points',
  text: `
-- Everybody who uses an address now, and for post everybody at the same premises: sharing is normal.
SELECT ${COLUMNS} WHERE k.status <> 'erased' AND k.id IN (
  SELECT u.contact_id FROM contact_contact_point u WHERE u.contact_point_id = ANY ($1::uuid[]) AND u.detached_at IS NULL
  UNION
  SELECT u.contact_id FROM contact_point p JOIN contact_contact_point u ON u.contact_point_id = p.id
  WHERE p.premises_id = ANY ($2::uuid[]) AND u.detached_at IS NULL)
ORDER BY k.name, k.id LIMIT $3`,
};

/** People who use any of the given contact points, or live at any of the given premises. */
export function personsByPoints(
  reader: Reader,
  pointIds: readonly string[],
  premisesIds: readonly string[],
  limit: number,
): Promise<FoundPerson[]> {
  return reader.query<FoundPerson>(BY_POINTS, [pointIds, premisesIds, limit]);
}

const BY_NAME = {
  name: 'persons_by_name',
  text: `
-- By part of a name, through the trigram index.
SELECT ${COLUMNS} WHERE k.status <> 'erased' AND lower(k.name) LIKE $1 ORDER BY k.name, k.id LIMIT $2`,
};

/** People whose name contains the words in their order. */
export function personsByName(
  reader: Reader,
  words: readonly string[],
  limit: number,
): Promise<FoundPerson[]> {
  const escaped = words.map((word) => word.toLowerCase().replace(/[\\%_]/g, '\\$&'));
  return reader.query<FoundPerson>(BY_NAME, [`%${escaped.join('%')}%`, limit]);
}

const BY_POSTCODE = {
  name: 'persons_by_postcode',
  text: `
-- Everybody who gets post in a postcode.
SELECT ${COLUMNS} WHERE k.status <> 'erased' AND k.id IN (
  SELECT u.contact_id FROM contact_point p JOIN contact_contact_point u ON u.contact_point_id = p.id
  WHERE p.postcode = $1 AND u.detached_at IS NULL)
ORDER BY k.name, k.id LIMIT $2`,
};

/** People with a postal address in a postcode, folded as contact points keep it. */
export function personsByPostcode(reader: Reader, postcode: string, limit: number): Promise<FoundPerson[]> {
  return reader.query<FoundPerson>(BY_POSTCODE, [postcode, limit]);
}

export interface PersonRow {
  id: string;
  name: string | null;
  company: string | null;
  position: string | null;
  status: ContactStatus;
  country: string | null;
  locale: string | null;
  subscriberType: SubscriberType;
  externalRef: string | null;
}

const PERSON = {
  name: 'persons_one',
  text: `
-- What is known of one contact.
SELECT id, name, company, position, status, country, locale, subscriber_type AS "subscriberType", external_ref AS "externalRef"
FROM contact WHERE id = $1`,
};

/** One contact; null when there is none. */
export async function personById(reader: Reader, id: string): Promise<PersonRow | null> {
  return (await reader.query<PersonRow>(PERSON, [id]))[0] ?? null;
}

export interface AddressRow {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  typed: string | null;
  normalised: string | null;
  premisesId: string | null;
  deliverability: Deliverability;
}

const ADDRESSES = {
  name: 'persons_addresses',
  text: `
-- A few addresses by id.
SELECT id, kind, key_epoch AS "keyEpoch", typed, normalised, premises_id AS "premisesId", deliverability
FROM contact_point WHERE id = ANY ($1::uuid[])`,
};

/** Addresses by id; those never seen are left out. */
export function addressesById(reader: Reader, ids: readonly string[]): Promise<AddressRow[]> {
  return reader.query<AddressRow>(ADDRESSES, [ids]);
}
