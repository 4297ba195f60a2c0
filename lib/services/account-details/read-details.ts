import { type ContactDetails, contactDetails } from '../../../db/queries/account-details';
import type { ReadContext } from '../../context';
import { AppError } from '../../errors';

export type { ContactDetails } from '../../../db/queries/account-details';

/** A person's own details with the version a form made from them must carry. */
export async function readDetails(ctx: ReadContext, contactId: string): Promise<ContactDetails> {
  const details = await contactDetails(ctx.db.reader, contactId);
  if (details === null) throw new AppError('not_found', 'There is no such account.');
  return details;
}
