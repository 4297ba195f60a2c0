import type { Channel, SenderKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** A consent notice as pages show it: its exact words, and what they name. */
export interface OfferedNotice {
  id: string;
  language: string;
  words: string;
  channels: Channel[];
  senderNos: number[];
  topicNos: number[];
  publishedAt: Date;
  /** Every published version of the same notice in the same language, this one included. */
  versionIds: string[];
}

const OFFERED = {
  name: 'notices_offered',
  text: `
-- The newest published version of each consent notice in each language, with its words.
SELECT DISTINCT ON (n.slug, n.language) n.id, n.language, n.words, n.channels::text[] AS channels,
       n.sender_nos AS "senderNos", n.topic_nos AS "topicNos", n.published_at AS "publishedAt",
       (SELECT array_agg(o.id::text) FROM notice_version o
        WHERE o.slug = n.slug AND o.language = n.language AND o.basis = 'consent' AND o.published_at IS NOT NULL) AS "versionIds"
FROM notice_version n
WHERE n.published_at IS NOT NULL AND n.basis = 'consent'
ORDER BY n.slug, n.language, n.version DESC`,
};

/** Every consent notice that may be shown today. */
export function offeredNotices(reader: Reader): Promise<OfferedNotice[]> {
  return reader.query<OfferedNotice>(OFFERED);
}

export interface SenderIdentity {
  no: number;
  kind: SenderKind;
  name: string;
  legalName: string;
  postalAddress: string;
  privacyUrl: string;
  contactEmail: string | null;
}

const IDENTITIES = {
  name: 'notices_sender_identities',
  text: `
-- Who the senders are before the law, for the pages that must say so: our own brands first.
SELECT no, kind, name, legal_name AS "legalName", postal_address AS "postalAddress", privacy_url AS "privacyUrl",
       contact_email AS "contactEmail"
FROM sender WHERE archived_at IS NULL ORDER BY kind, no`,
};

/** The legal identity of every sender of today. */
export function senderIdentities(reader: Reader): Promise<SenderIdentity[]> {
  return reader.query<SenderIdentity>(IDENTITIES);
}
