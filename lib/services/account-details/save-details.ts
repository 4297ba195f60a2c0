import { changeDetails, contactDetails, type PersonDetails } from '../../../db/queries/account-details';
import { keepContactFacts } from '../../../db/queries/contact';
import type { Context } from '../../context';
import { AppError } from '../../errors';
import { lockPerson } from '../account-address/lock-person';

export type { PersonDetails } from '../../../db/queries/account-details';

export const DETAIL_FIELDS = ['name', 'locale', 'country', 'timezone', 'company', 'position'] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

export type SaveOutcome =
  | { outcome: 'saved'; changed: boolean }
  /** Somebody changed a detail meanwhile that this form changes too: nothing was saved, here is what holds now. */
  | { outcome: 'conflict'; now: PersonDetails; version: number; fields: readonly DetailField[] };

/**
 * Saves what a person changed in the form of their details. `shown` is what the form was made from, with its version:
 * a detail left alone stays as it is now, and one that both the person and somebody else changed since is asked about
 * again rather than lost. What deciding reads (country, time zone) keeps its history.
 */
export async function saveDetails(
  ctx: Context,
  said: { contactId: string; version: number; shown: PersonDetails; wanted: PersonDetails },
): Promise<SaveOutcome> {
  const { contactId, version, shown, wanted } = said;
  return ctx.db.transaction(async (tx): Promise<SaveOutcome> => {
    await lockPerson(tx, contactId);
    const held = await contactDetails(tx, contactId);
    if (held === null) throw new AppError('not_found', 'There is no such account.');
    const { version: heldVersion, ...now } = held;
    const changed = DETAIL_FIELDS.filter((field) => wanted[field] !== shown[field]);
    const disputed = changed.filter(
      (field) => heldVersion !== version && now[field] !== shown[field] && now[field] !== wanted[field],
    );
    if (disputed.length > 0) return { outcome: 'conflict', now, version: heldVersion, fields: disputed };
    const after = { ...now };
    for (const field of changed) after[field] = wanted[field];
    if (DETAIL_FIELDS.every((field) => after[field] === now[field]))
      return { outcome: 'saved', changed: false };
    const at = ctx.now();
    await changeDetails(tx, contactId, after, at);
    await keepContactFacts(tx, contactId, at, `contact:${contactId}`);
    return { outcome: 'saved', changed: true };
  });
}
