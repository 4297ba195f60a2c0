import { dropPending, pendingAddress } from '../../../db/queries/pending-addresses';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { type CodeOutcome, checkCode } from '../address-code/check-code';
import { resolvePoints } from '../contact-point/resolve-points';
import { attachAddress } from './attach-address';
import { lockPerson } from './lock-person';

export type ConfirmOutcome =
  /** Theirs from now on. `signsIn` is null for a number; false for an email that signs in somebody else. */
  | { outcome: 'confirmed'; pointId: string; signsIn: boolean | null }
  | Exclude<CodeOutcome, { outcome: 'right' }>
  /** It no longer waits: confirmed before, given up, or its time is over. */
  | { outcome: 'gone' };

/**
 * Takes the code sent to an address that waits; a right one makes the address the person's, with their refusals, in
 * one transaction. Only the person who asked can confirm: who reads the address alone gains nothing by it, and nobody
 * is led into confirming it for a stranger's account.
 */
export async function confirmAddress(
  ctx: Context,
  said: { contactId: string; pointId: string; code: string },
): Promise<ConfirmOutcome> {
  const { contactId, pointId } = said;
  return ctx.db.transaction(async (tx): Promise<ConfirmOutcome> => {
    await lockPerson(tx, contactId);
    const pending = await pendingAddress(tx, pointId, contactId, ctx.now());
    if (pending === null) return { outcome: 'gone' };
    const checked = await checkCode(ctx, tx, {
      contactPointId: pointId,
      ownerId: contactId,
      code: said.code,
    });
    if (checked.outcome !== 'right') return checked;
    const { kind, typed, channels } = pending;
    const raw = kind === 'email' ? { email: typed } : { phone: typed };
    const parsed = parseAddress(raw, ctx.config.defaultCountry);
    if (!parsed.ok) throw new Error('an address parsed once did not parse again');
    const located = locate(parsed.address, ctx.config.addressKeys);
    const [[point] = []] = await resolvePoints(tx, [located], ctx.config.addressKeys, 'yes');
    if (point === undefined) throw new Error('an address came back without its point');
    const { signsIn } = await attachAddress(ctx, tx, contactId, { point, channels, confirmed: true });
    await dropPending(tx, pointId, contactId);
    return { outcome: 'confirmed', pointId: point.id, signsIn: kind === 'email' ? signsIn : null };
  });
}
