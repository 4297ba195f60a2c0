import { ownAddresses, setPrimary } from '../../../db/queries/account-addresses';
import type { Context } from '../../context';
import { lockPerson } from './lock-person';

/** Makes an address the first of its kind for its person; false when it is not theirs. */
export async function makePrimary(
  ctx: Context,
  said: { contactId: string; pointId: string },
): Promise<boolean> {
  const { contactId, pointId } = said;
  return ctx.db.transaction(async (tx) => {
    await lockPerson(tx, contactId);
    const own = await ownAddresses(tx, contactId);
    const kind = own.find((one) => one.id === pointId)?.kind;
    if (kind === undefined) return false;
    const ofKind = own.filter((one) => one.kind === kind).map((one) => one.id);
    await setPrimary(tx, contactId, pointId, ofKind);
    return true;
  });
}
