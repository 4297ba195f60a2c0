import type { Basis, ChannelScope, Frequency, SenderKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface ListedSender {
  id: number;
  slug: string;
  kind: SenderKind;
  name: string;
  legalName: string;
  privacyUrl: string;
  archived: boolean;
}

const SENDERS = {
  name: 'vocabulary_listing_senders',
  text: `
-- All senders, as other systems are told of them.
SELECT no AS id, slug, kind, name, legal_name AS "legalName", privacy_url AS "privacyUrl", archived_at IS NOT NULL AS archived
FROM sender ORDER BY no`,
};

/** Every sender, archived ones marked. */
export function listSenders(reader: Reader): Promise<ListedSender[]> {
  return reader.query<ListedSender>(SENDERS);
}

export interface ListedTopic {
  id: number;
  slug: string;
  sender: string;
  name: string;
  description: string;
  essential: boolean;
  channels: ChannelScope[];
  frequencies: Frequency[];
  archived: boolean;
}

const TOPICS = {
  name: 'vocabulary_listing_topics',
  text: `
-- Topics with their sender's slug; of one sender when its slug is given.
SELECT t.no AS id, t.slug, s.slug AS sender, t.name, t.description, t.essential, t.channels::text[] AS channels,
       t.frequencies::text[] AS frequencies, t.archived_at IS NOT NULL AS archived
FROM topic t JOIN sender s ON s.no = t.sender_no
WHERE $1::text IS NULL OR s.slug = $1 ORDER BY s.no, t.position, t.no`,
};

/** Every topic, or those of one sender. */
export function listTopics(reader: Reader, senderSlug: string | null): Promise<ListedTopic[]> {
  return reader.query<ListedTopic>(TOPICS, [senderSlug]);
}

export interface ListedNotice {
  id: string;
  slug: string;
  version: number;
  language: string;
  words: string;
  basis: Basis;
  channels: ChannelScope[];
  senders: string[];
  topics: string[];
  publishedAt: Date;
}

const NOTICES = {
  name: 'vocabulary_listing_notices',
  text: `
-- A page of the published notice versions, with the slugs of what they name. No topics means every topic of the senders.
SELECT n.id, n.slug, n.version, n.language, n.words, n.basis, n.channels::text[] AS channels,
       ARRAY(SELECT s.slug FROM sender s WHERE s.no = ANY (n.sender_nos) ORDER BY s.no) AS senders,
       ARRAY(SELECT t.slug FROM topic t WHERE t.no = ANY (n.topic_nos) ORDER BY t.no) AS topics,
       n.published_at AS "publishedAt"
FROM notice_version n
WHERE n.published_at IS NOT NULL AND ($1::uuid IS NULL OR n.id > $1)
ORDER BY n.id LIMIT $2`,
};

/** Published notice versions after an id, in id order. */
export function listNotices(reader: Reader, after: string | null, limit: number): Promise<ListedNotice[]> {
  return reader.query<ListedNotice>(NOTICES, [after, limit]);
}
