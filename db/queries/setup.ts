import type { Basis, Channel, Frequency, SenderKind } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';
import { type StoredJoinForm, storedJoinForms } from './join-forms';

export interface StoredSender {
  no: number;
  slug: string;
  kind: SenderKind;
  name: string;
  legalName: string;
  postalAddress: string;
  privacyUrl: string;
  contactEmail: string | null;
  colour: string | null;
  archived: boolean;
}

export interface StoredTopic {
  no: number;
  sender: string;
  slug: string;
  name: string;
  description: string;
  essential: boolean;
  channels: Channel[];
  frequencies: Frequency[];
  position: number;
  archived: boolean;
}

/** The newest version of a notice in one language. */
export interface StoredNotice {
  id: string;
  slug: string;
  version: number;
  language: string;
  words: string;
  basis: Basis;
  channels: Channel[];
  /** Slugs of senders. */
  senders: string[];
  /** `sender/topic`; none means every topic of the senders. */
  topics: string[];
}

export interface StoredAssessment {
  id: string;
  sender: string;
  topic: string;
  channel: Channel;
  purpose: string;
  balancing: string;
  validFrom: Date;
  validUntil: Date | null;
}

export interface StoredSetup {
  senders: StoredSender[];
  topics: StoredTopic[];
  notices: StoredNotice[];
  assessments: StoredAssessment[];
  joinForms: StoredJoinForm[];
}

const SENDERS = {
  name: 'setup_senders',
  text: `
-- Every sender with all its fields.
SELECT no, slug, kind, name, legal_name AS "legalName", postal_address AS "postalAddress", privacy_url AS "privacyUrl",
       contact_email AS "contactEmail", colour, archived_at IS NOT NULL AS archived FROM sender ORDER BY no`,
};
const TOPICS = {
  name: 'setup_topics',
  text: `
-- Every topic with the slug of its sender.
SELECT t.no, s.slug AS sender, t.slug, t.name, t.description, t.essential, t.channels::text[] AS channels,
       t.frequencies::text[] AS frequencies, t.position,
       t.archived_at IS NOT NULL AS archived
FROM topic t JOIN sender s ON s.no = t.sender_no ORDER BY t.no`,
};
const NOTICES = {
  name: 'setup_notices',
  text: `
-- The newest version of each notice and language, with slugs for numbers.
SELECT DISTINCT ON (n.slug, n.language) n.id, n.slug, n.version, n.language, n.words, n.basis, n.channels::text[] AS channels,
       ARRAY(SELECT s.slug FROM sender s WHERE s.no = ANY (n.sender_nos)) AS senders,
       ARRAY(SELECT s.slug || '/' || t.slug FROM topic t JOIN sender s ON s.no = t.sender_no WHERE t.no = ANY (n.topic_nos)) AS topics
FROM notice_version n ORDER BY n.slug, n.language, n.version DESC`,
};
const ASSESSMENTS = {
  name: 'setup_assessments',
  text: `
-- Every legitimate-interest record in words.
SELECT a.id, s.slug AS sender, t.slug AS topic, a.channel, a.purpose, a.balancing, a.valid_from AS "validFrom", a.valid_until AS "validUntil"
FROM legitimate_interest_assessment a JOIN sender s ON s.no = a.sender_no JOIN topic t ON t.no = a.topic_no`,
};

/** Everything a setup file can name, as stored. */
export async function readSetup(reader: Reader): Promise<StoredSetup> {
  return {
    senders: await reader.query<StoredSender>(SENDERS),
    topics: await reader.query<StoredTopic>(TOPICS),
    notices: await reader.query<StoredNotice>(NOTICES),
    assessments: await reader.query<StoredAssessment>(ASSESSMENTS),
    joinForms: await storedJoinForms(reader),
  };
}

const LOCK = {
  name: 'setup_lock',
  text: `
-- One setup at a time; readers go on.
LOCK TABLE sender IN SHARE ROW EXCLUSIVE MODE`,
};

/** Waits for any other setup to end. */
export async function lockSetup(tx: Writer): Promise<void> {
  await tx.query(LOCK);
}

const WRITE_SENDERS = {
  name: 'setup_write_senders',
  text: `
-- Adds or changes senders and keeps the state each now has in the history.
WITH said AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS s (slug text, kind sender_kind, name text, legal_name text, postal_address text,
    privacy_url text, contact_email text, colour text, archived boolean)
), written AS (
  INSERT INTO sender AS s (slug, kind, name, legal_name, postal_address, privacy_url, contact_email, colour, archived_at, updated_at)
  SELECT slug, kind, name, legal_name, postal_address, privacy_url, contact_email, colour, CASE WHEN archived THEN $2::timestamptz END, $2
  FROM said
  ON CONFLICT (slug) DO UPDATE SET name = excluded.name, legal_name = excluded.legal_name, postal_address = excluded.postal_address,
    privacy_url = excluded.privacy_url, contact_email = excluded.contact_email, colour = excluded.colour,
    archived_at = CASE WHEN excluded.archived_at IS NULL THEN NULL ELSE coalesce(s.archived_at, excluded.archived_at) END,
    updated_at = excluded.updated_at
  RETURNING s.*
)
INSERT INTO vocabulary_history (subject, no, recorded_at, body) SELECT 'sender', no, $2, to_jsonb(written) FROM written`,
};

/** Adds or changes senders (fields as in the file), at an instant. */
export async function writeSenders(tx: Writer, senders: readonly object[], at: Date): Promise<void> {
  if (senders.length > 0) await tx.query(WRITE_SENDERS, [JSON.stringify(senders), at]);
}

const WRITE_TOPICS = {
  name: 'setup_write_topics',
  text: `
-- Adds or changes topics and keeps the state each now has in the history.
WITH said AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS t (sender text, slug text, name text, description text, essential boolean,
    channels channel_scope[], frequencies frequency[], position smallint, archived boolean)
), written AS (
  INSERT INTO topic AS t (sender_no, slug, name, description, essential, channels, frequencies, position, archived_at, updated_at)
  SELECT s.no, said.slug, said.name, said.description, said.essential, said.channels, said.frequencies, said.position,
         CASE WHEN said.archived THEN $2::timestamptz END, $2
  FROM said JOIN sender s ON s.slug = said.sender
  ON CONFLICT (sender_no, slug) DO UPDATE SET name = excluded.name, description = excluded.description, channels = excluded.channels,
    frequencies = excluded.frequencies, position = excluded.position,
    archived_at = CASE WHEN excluded.archived_at IS NULL THEN NULL ELSE coalesce(t.archived_at, excluded.archived_at) END,
    updated_at = excluded.updated_at
  RETURNING t.*
)
INSERT INTO vocabulary_history (subject, no, recorded_at, body) SELECT 'topic', no, $2, to_jsonb(written) FROM written`,
};

/** Adds or changes topics (fields as in the file, with the sender's slug), at an instant. */
export async function writeTopics(tx: Writer, topics: readonly object[], at: Date): Promise<void> {
  if (topics.length > 0) await tx.query(WRITE_TOPICS, [JSON.stringify(topics), at]);
}

const PUBLISH_NOTICES = {
  name: 'setup_publish_notices',
  text: `
-- Publishes new versions of notices; older ones stay as they were shown.
INSERT INTO notice_version (id, slug, version, language, words, basis, channels, sender_nos, topic_nos, words_digest, published_at, created_at)
SELECT n.id, n.slug, n.version, n.language, n.words, n.basis, n.channels,
       ARRAY(SELECT s.no FROM sender s WHERE s.slug = ANY (n.senders) ORDER BY s.no),
       ARRAY(SELECT t.no FROM topic t JOIN sender s ON s.no = t.sender_no WHERE s.slug || '/' || t.slug = ANY (n.topics) ORDER BY t.no),
       sha256(convert_to(n.words, 'UTF8')), $2, $2
FROM jsonb_to_recordset($1::jsonb) AS n (id uuid, slug text, version int, language text, words text, basis basis,
  channels channel_scope[], senders text[], topics text[])`,
};

/** Publishes notice versions (fields as in the file, with id and version), at an instant. */
export async function publishNotices(tx: Writer, notices: readonly object[], at: Date): Promise<void> {
  if (notices.length > 0) await tx.query(PUBLISH_NOTICES, [JSON.stringify(notices), at]);
}

const ADD_ASSESSMENTS = {
  name: 'setup_add_assessments',
  text: `
-- Puts legitimate-interest records on file.
INSERT INTO legitimate_interest_assessment (id, sender_no, topic_no, channel, purpose, balancing, valid_from, valid_until, recorded_at)
SELECT a.id, s.no, t.no, a.channel, a.purpose, a.balancing, a."validFrom", a."validUntil", $2
FROM jsonb_to_recordset($1::jsonb) AS a (id uuid, sender text, topic text, channel channel_scope, purpose text, balancing text,
  "validFrom" timestamptz, "validUntil" timestamptz)
JOIN sender s ON s.slug = a.sender JOIN topic t ON t.sender_no = s.no AND t.slug = a.topic`,
};
const END_ASSESSMENTS = {
  name: 'setup_end_assessments',
  text: `
-- Sets the end of legitimate-interest records.
UPDATE legitimate_interest_assessment a SET valid_until = e.until
FROM unnest($1::uuid[], $2::timestamptz[]) AS e (id, until) WHERE a.id = e.id`,
};

/** Adds assessments and ends others. */
export async function writeAssessments(
  tx: Writer,
  added: readonly object[],
  ended: readonly { id: string; validUntil: Date }[],
  at: Date,
): Promise<void> {
  if (added.length > 0) await tx.query(ADD_ASSESSMENTS, [JSON.stringify(added), at]);
  if (ended.length > 0)
    await tx.query(END_ASSESSMENTS, [ended.map(({ id }) => id), ended.map(({ validUntil }) => validUntil)]);
}

const VERSION = { name: 'setup_version', text: 'SELECT version FROM vocabulary_version' };

/** The vocabulary's version as this transaction sees it. */
export async function readVersion(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ version: number }>(VERSION);
  return row?.version ?? 0;
}
