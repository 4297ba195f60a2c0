import type { Writer } from '../../../db/client';
import { lockContact } from '../../../db/queries/account-addresses';
import { AppError } from '../../errors';

/** Locks the contact whose addresses or details change. Throws `conflict` for one who is no longer there to change them. */
export async function lockPerson(tx: Writer, contactId: string): Promise<void> {
  const status = await lockContact(tx, contactId);
  if (status === null || status === 'erased' || status === 'deceased')
    throw new AppError('conflict', 'This account can no longer be changed.');
}
