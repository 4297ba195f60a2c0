import type { Writer } from '../../../db/client';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { type CodeOutcome, checkCode } from '../address-code/check-code';

/**
 * Checks the code texted to a number, named as it was typed, for a contact or a pending registration. Call it in the
 * transaction that acts on a right one, and commit whatever the outcome: a wrong try counts.
 */
export async function checkPhoneCode(
  ctx: Context,
  tx: Writer,
  asked: { ownerId: string; number: string; code: string },
): Promise<CodeOutcome> {
  const parsed = parseAddress({ phone: asked.number }, ctx.config.defaultCountry);
  if (!parsed.ok) return { outcome: 'void' };
  const [contactPointId] = locate(parsed.address, ctx.config.addressKeys).ids;
  if (contactPointId === undefined) return { outcome: 'void' };
  return checkCode(ctx, tx, { contactPointId, ownerId: asked.ownerId, code: asked.code });
}
