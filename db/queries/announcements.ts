import type { Reader, Writer } from '../client';

export interface AnnouncementRow {
  id: string;
  senderNo: number;
  topicNo: number;
  subject: string;
  body: string;
}

const INSERT = {
  name: 'announcements_insert',
  text: `
-- One announcement as written.
INSERT INTO announcement (id, sender_no, topic_no, subject, body) VALUES ($1, $2, $3, $4, $5)`,
};

/** Keeps an announcement. */
export async function insertAnnouncement(tx: Writer, row: AnnouncementRow): Promise<void> {
  await tx.query(INSERT, [row.id, row.senderNo, row.topicNo, row.subject, row.body]);
}

const READ = {
  name: 'announcements_read',
  text: `
-- One announcement by id.
SELECT id, sender_no AS "senderNo", topic_no AS "topicNo", subject, body FROM announcement WHERE id = $1`,
};

/** Reads an announcement, or undefined. */
export async function readAnnouncement(reader: Reader, id: string): Promise<AnnouncementRow | undefined> {
  const [row] = await reader.query<AnnouncementRow>(READ, [id]);
  return row;
}

const CANDIDATES = {
  name: 'announcements_candidates',
  text: `
-- The next email addresses in order of id, and of each whether somebody of ours uses it for email or ever said yes to
-- this cell. LATERAL with LIMIT keeps both looks on their primary keys, whatever the tables' sizes.
WITH page AS MATERIALIZED (
  SELECT id FROM contact_point WHERE id > $1 AND kind = 'email' ORDER BY id LIMIT $4
)
SELECT p.id, used.hit IS NOT NULL OR yes.hit IS NOT NULL AS candidate FROM page p
LEFT JOIN LATERAL (
  SELECT 1 AS hit FROM contact_contact_point u WHERE u.contact_point_id = p.id AND u.detached_at IS NULL
    AND u.channels && ARRAY['all', 'email']::channel_scope[] LIMIT 1) used ON true
LEFT JOIN LATERAL (
  SELECT 1 AS hit FROM permission m WHERE m.contact_point_id = p.id AND m.channel = 'email' AND m.sender_no = $2
    AND m.topic_no = $3 AND m.yes_at IS NOT NULL LIMIT 1) yes ON true
ORDER BY p.id`,
};

/** The candidates among the next `limit` email addresses after an id, and where to go on; null at the end. */
export async function nextCandidates(
  reader: Reader,
  from: { after: string; senderNo: number; topicNo: number; limit: number },
): Promise<{ candidates: string[]; next: string | null }> {
  const rows = await reader.query<{ id: string; candidate: boolean }>(CANDIDATES, [
    from.after,
    from.senderNo,
    from.topicNo,
    from.limit,
  ]);
  const candidates = rows.filter((row) => row.candidate).map((row) => row.id);
  return { candidates, next: rows.length === from.limit ? (rows.at(-1)?.id ?? null) : null };
}

export interface AnnouncementPage {
  announcementId: string;
  after: string;
  candidates: number;
  queued: number;
  withheld: Record<string, number>;
  last: boolean;
}

const ADD_PAGE = {
  name: 'announcements_add_page',
  text: `
-- Counts of one page, once: whoever comes second gets nothing back and writes nothing either.
INSERT INTO announcement_page (announcement_id, after, candidates, queued, withheld, last)
VALUES ($1, $2, $3, $4, $5::jsonb, $6) ON CONFLICT DO NOTHING RETURNING 1`,
};

/** Adds a page's counts; false when the page was walked already. */
export async function addPage(tx: Writer, page: AnnouncementPage): Promise<boolean> {
  const rows = await tx.query(ADD_PAGE, [
    page.announcementId,
    page.after,
    page.candidates,
    page.queued,
    JSON.stringify(page.withheld),
    page.last,
  ]);
  return rows.length === 1;
}

export interface AnnouncementCounts {
  candidates: number;
  expanded: boolean;
  states: Record<string, number> | null;
  withheldWhenQueued: Record<string, number> | null;
  withheldWhenSending: Record<string, number> | null;
  /** By the state of the digest they go in; `waiting` while they are in none. */
  inDigests: Record<string, number> | null;
}

const COUNTS = {
  name: 'announcements_counts',
  text: `
-- How far an announcement has come: its pages added up, its messages by state, who was left out and why, and for whom
-- it waits to go with others.
SELECT (SELECT coalesce(sum(candidates), 0)::int FROM announcement_page WHERE announcement_id = $1) AS candidates,
       EXISTS (SELECT 1 FROM announcement_page WHERE announcement_id = $1 AND last) AS expanded,
       (SELECT json_object_agg(s.state, s.n) FROM (
          SELECT state, count(*)::int AS n FROM message WHERE announcement_id = $1 AND failure IS DISTINCT FROM $2 GROUP BY state) s) AS states,
       (SELECT json_object_agg(w.code, w.n) FROM (
          SELECT e.key AS code, sum(e.value::int)::int AS n FROM announcement_page a, jsonb_each_text(a.withheld) e
          WHERE a.announcement_id = $1 GROUP BY e.key) w) AS "withheldWhenQueued",
       (SELECT json_object_agg(w.code, w.n) FROM (
          SELECT coalesce(decision -> 'reasons' -> 0 ->> 'code', failure, 'policy') AS code, count(*)::int AS n FROM message
          WHERE announcement_id = $1 AND state = 'withheld' AND failure IS DISTINCT FROM $2 GROUP BY 1) w) AS "withheldWhenSending",
       (SELECT json_object_agg(d.state, d.n) FROM (
          SELECT coalesce(m.state::text, 'waiting') AS state, count(*)::int AS n FROM digest_item i
          LEFT JOIN message m ON m.contact_point_id = i.contact_point_id AND m.id = i.message_id
          WHERE i.announcement_id = $1 GROUP BY 1) d) AS "inDigests"`,
};

/** Adds up an announcement's pages and messages; those put aside (with `putAside` as their failure) count as waiting alone. */
export async function countAnnouncement(
  reader: Reader,
  id: string,
  putAside: string,
): Promise<AnnouncementCounts> {
  const [row] = await reader.query<AnnouncementCounts>(COUNTS, [id, putAside]);
  if (row === undefined) throw new Error('an aggregate came back without a row');
  return row;
}
