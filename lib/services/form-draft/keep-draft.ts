import { insertDraft } from '../../../db/queries/form-drafts';
import type { Context } from '../../context';

/** A form that could not be taken: what was typed, and what is wrong with it. */
export interface FormDraft {
  fields: Record<string, string[]>;
  /** What went wrong, by the key of its words on the form's own page, with the number those name. */
  faults: { field: string; fault: string; count?: number | undefined }[];
}

const DRAFT_MAX_CHARS = 20_000;

/**
 * Keeps what was typed under a random id, so that the page can show it again and no URL holds it. What is longer than
 * any of our forms is kept without its fields.
 */
export async function keepDraft(
  ctx: Context,
  draft: FormDraft & { contactId: string; form: string },
): Promise<string> {
  const { contactId, form, fields, faults } = draft;
  const body = JSON.stringify(fields).length > DRAFT_MAX_CHARS ? { fields: {}, faults } : { fields, faults };
  const id = ctx.newId();
  await ctx.db.transaction((tx) => insertDraft(tx, { id, contactId, form, body, createdAt: ctx.now() }));
  return id;
}
