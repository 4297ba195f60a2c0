import type { Reader, Writer } from '../client';

const KEEP = {
  name: 'form_drafts_keep',
  text: `
-- What was typed into a form that could not be taken.
INSERT INTO form_draft (id, contact_id, form, body, created_at) VALUES ($1, $2, $3, $4::jsonb, $5)`,
};

/** Keeps what was typed, under a random id. */
export async function insertDraft(
  tx: Writer,
  draft: { id: string; contactId: string; form: string; body: unknown; createdAt: Date },
): Promise<void> {
  const { id, contactId, form, body, createdAt } = draft;
  await tx.query(KEEP, [id, contactId, form, JSON.stringify(body), createdAt]);
}

const READ = {
  name: 'form_drafts_read',
  text: `
-- Only for the person who typed it, and only into the same form.
SELECT body FROM form_draft WHERE id = $1 AND contact_id = $2 AND form = $3 AND created_at > $4`,
};

/** What a contact typed into a form after an instant; undefined when there is none under the id. */
export async function draftBody(
  reader: Reader,
  key: { id: string; contactId: string; form: string },
  after: Date,
): Promise<unknown> {
  const [row] = await reader.query<{ body: unknown }>(READ, [key.id, key.contactId, key.form, after]);
  return row?.body;
}

const PURGE = {
  name: 'form_drafts_purge',
  text: `
-- Shown again by now, or never to be.
DELETE FROM form_draft WHERE id IN (SELECT id FROM form_draft WHERE created_at < $1 LIMIT $2)`,
};

/** Deletes up to `limit` drafts made before an instant. */
export async function deleteDraftsBefore(tx: Writer, before: Date, limit: number): Promise<void> {
  await tx.query(PURGE, [before, limit]);
}
