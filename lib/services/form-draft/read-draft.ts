import { z } from 'zod';
import { draftBody } from '../../../db/queries/form-drafts';
import type { ReadContext } from '../../context';
import type { FormDraft } from './keep-draft';

/** How long a draft can be shown again. */
export const DRAFT_LIFE_MS = 60 * 60_000;

const stored = z.object({
  fields: z.record(z.string(), z.array(z.string())),
  faults: z.array(z.object({ field: z.string(), fault: z.string(), count: z.number().optional() })),
});

/** What a person typed into a form a moment ago; null when the id is not theirs, not this form's, or too old. */
export async function readDraft(
  ctx: ReadContext,
  key: { id: string | undefined; contactId: string; form: string },
): Promise<FormDraft | null> {
  const id = z.uuid().safeParse(key.id);
  if (!id.success) return null;
  const after = new Date(ctx.now().getTime() - DRAFT_LIFE_MS);
  const body = await draftBody(ctx.db.reader, { ...key, id: id.data }, after);
  const draft = stored.safeParse(body);
  return draft.success ? draft.data : null;
}
