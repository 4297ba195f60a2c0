import type { NoticeCoverage } from '../../lib/domain/facts';
import type { JoinForm } from '../../lib/domain/joining';
import type { Reader, Writer } from '../client';

const FORMS = {
  name: 'join_forms',
  text: `
-- Every version of every form, the newest of each first: what was shown once may still be sent in.
SELECT slug, version, sender_no AS "senderNo", source, kind, notice, topic_nos AS "topicNos", channels::text[] AS channels,
       partner_nos AS "partnerNos", partners_notice AS "partnersNotice", details, needs_choice AS "needsChoice", listed,
       confirm, confirm_within_days AS "confirmWithinDays", similar_products AS "similarProducts", country,
       allowed_origins AS "allowedOrigins", archived
FROM join_form ORDER BY slug, version DESC`,
};

/** Every version of every join form, by slug, newest first. */
export function joinForms(reader: Reader): Promise<JoinForm[]> {
  return reader.query<JoinForm>(FORMS);
}

/** The newest version of a form, with slugs for numbers, as a setup file names things. */
export interface StoredJoinForm {
  slug: string;
  version: number;
  sender: string;
  source: string;
  kind: string;
  notice: string;
  topics: string[];
  channels: string[];
  partners: string[];
  partnersNotice: string | null;
  details: string[];
  needsChoice: boolean;
  listed: boolean;
  confirm: string;
  confirmWithinDays: number;
  similarProducts: string | null;
  country: string | null;
  allowedOrigins: string[];
  archived: boolean;
}

const STORED = {
  name: 'join_forms_stored',
  text: `
-- The newest version of each form, in the words of a setup file.
SELECT DISTINCT ON (f.slug) f.slug, f.version, s.slug AS sender, f.source, f.kind, f.notice,
       ARRAY(SELECT t.slug FROM unnest(f.topic_nos) WITH ORDINALITY AS n (no, position) JOIN topic t ON t.no = n.no ORDER BY n.position) AS topics,
       f.channels::text[] AS channels,
       ARRAY(SELECT p.slug FROM unnest(f.partner_nos) WITH ORDINALITY AS n (no, position) JOIN sender p ON p.no = n.no ORDER BY n.position) AS partners,
       f.partners_notice AS "partnersNotice", f.details, f.needs_choice AS "needsChoice", f.listed, f.confirm,
       f.confirm_within_days AS "confirmWithinDays", f.similar_products AS "similarProducts", f.country,
       f.allowed_origins AS "allowedOrigins", f.archived
FROM join_form f JOIN sender s ON s.no = f.sender_no ORDER BY f.slug, f.version DESC`,
};

/** The newest version of every join form, in slugs. */
export function storedJoinForms(reader: Reader): Promise<StoredJoinForm[]> {
  return reader.query<StoredJoinForm>(STORED);
}

const PUBLISH = {
  name: 'join_forms_publish',
  text: `
-- Publishes new versions of forms; older ones stay as they were shown.
INSERT INTO join_form (slug, version, sender_no, source, kind, notice, topic_nos, channels, partner_nos, partners_notice, details,
  needs_choice, listed, confirm, confirm_within_days, similar_products, country, allowed_origins, archived, published_at)
SELECT f.slug, f.version, s.no, f.source, f.kind, f.notice,
       ARRAY(SELECT t.no FROM unnest(f.topics) WITH ORDINALITY AS n (slug, position) JOIN topic t ON t.sender_no = s.no AND t.slug = n.slug ORDER BY n.position),
       f.channels,
       ARRAY(SELECT p.no FROM unnest(f.partners) WITH ORDINALITY AS n (slug, position) JOIN sender p ON p.slug = n.slug ORDER BY n.position),
       f.partners_notice, f.details, f.needs_choice, f.listed, f.confirm, f.confirm_within_days, f.similar_products, f.country,
       f.allowed_origins, f.archived, $2
FROM jsonb_to_recordset($1::jsonb) AS f (slug text, version int, sender text, source text, kind text, notice text, topics text[],
  channels channel_scope[], partners text[], partners_notice text, details text[], needs_choice boolean, listed boolean,
  confirm text, confirm_within_days smallint, similar_products text, country text, allowed_origins text[], archived boolean)
JOIN sender s ON s.slug = f.sender`,
};

/** Publishes versions of join forms (fields as in the file, with the version), at an instant. */
export async function publishJoinForms(tx: Writer, forms: readonly object[], at: Date): Promise<void> {
  if (forms.length > 0) await tx.query(PUBLISH, [JSON.stringify(forms), at]);
}

/** A published notice version that a form asks under, with its exact words. */
export interface JoinNotice extends NoticeCoverage {
  slug: string;
  version: number;
  language: string;
  words: string;
}

const NOTICES = {
  name: 'join_forms_notices',
  text: `
-- Every published version of the notices that forms ask under, newest first.
SELECT n.id, n.slug, n.version, n.language, n.words, n.basis, n.channels::text[] AS channels,
       n.sender_nos AS "senderNos", n.topic_nos AS "topicNos", n.published_at AS "publishedAt"
FROM notice_version n
WHERE n.published_at IS NOT NULL AND n.slug IN (SELECT notice FROM join_form UNION SELECT partners_notice FROM join_form)
ORDER BY n.slug, n.language, n.version DESC`,
};

/** The words forms ask under, all versions. */
export function joinNotices(reader: Reader): Promise<JoinNotice[]> {
  return reader.query<JoinNotice>(NOTICES);
}
