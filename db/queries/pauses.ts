import type { ChannelScope } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** A pause that holds at an address. */
export interface PauseRow {
  contactPointId: string;
  /** Whose it is: a contact, or the address itself (its own id) where nobody was known to speak. */
  contactId: string;
  channel: ChannelScope;
  from: Date;
  until: Date | null;
}

const PAUSES = {
  name: 'pauses_standing',
  text: `
-- The pauses that hold at a few addresses at an instant: not ended by a later word, and not over by themselves.
SELECT contact_point_id AS "contactPointId", contact_id AS "contactId", channel, from_at AS "from", until_at AS until
FROM contact_point_stop
WHERE contact_point_id = ANY ($1::uuid[]) AND stop = 'pause' AND standing AND (until_at IS NULL OR until_at > $2)
ORDER BY channel, contact_point_id`,
};

/** Every pause that holds at these addresses, whoever said it. */
export function standingPauses(reader: Reader, pointIds: readonly string[], at: Date): Promise<PauseRow[]> {
  return reader.query<PauseRow>(PAUSES, [pointIds, at]);
}

const ZONE = {
  name: 'pauses_zone',
  text: `
-- Where a contact's day begins.
SELECT timezone FROM contact WHERE id = $1`,
};

/** A contact's time zone by its IANA name, or null when none is known. */
export async function zoneOfContact(reader: Reader, contactId: string): Promise<string | null> {
  const [row] = await reader.query<{ timezone: string | null }>(ZONE, [contactId]);
  return row?.timezone ?? null;
}
