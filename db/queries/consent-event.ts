import type { ChannelScope, ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface ContactAddress {
  externalRef: string;
  contactId: string;
  /** Null when the contact uses no address now. */
  contactPointId: string | null;
  kind: ContactPointKind | null;
  keyEpoch: number | null;
  channels: ChannelScope[] | null;
  primary: boolean | null;
}

const ADDRESSES = {
  name: 'consent_event_contact_addresses',
  text: `
-- Contacts by external reference with every address they use now, the primary and longest held first.
SELECT k.external_ref AS "externalRef", k.id AS "contactId", p.id AS "contactPointId", p.kind, p.key_epoch AS "keyEpoch",
       u.channels::text[] AS channels, u.is_primary AS primary
FROM contact k
LEFT JOIN contact_contact_point u ON u.contact_id = k.id AND u.detached_at IS NULL
LEFT JOIN contact_point p ON p.id = u.contact_point_id
WHERE k.external_ref = ANY ($1::text[])
ORDER BY k.external_ref, u.is_primary DESC NULLS LAST, u.attached_at, p.id`,
};

/** The addresses of contacts, by external reference; a contact without one comes back once, without a contact point. */
export function contactAddresses(reader: Reader, externalRefs: readonly string[]): Promise<ContactAddress[]> {
  return reader.query<ContactAddress>(ADDRESSES, [externalRefs]);
}
