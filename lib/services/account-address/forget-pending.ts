import { dropCode } from '../../../db/queries/address-codes';
import { dropPending } from '../../../db/queries/pending-addresses';
import type { Context } from '../../context';

/** Gives up an address that waits for its code. The code sent there is of no use after that. */
export async function forgetPending(
  ctx: Context,
  said: { contactId: string; pointId: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await dropPending(tx, said.pointId, said.contactId);
    await dropCode(tx, { contactPointId: said.pointId, ownerId: said.contactId });
  });
}
