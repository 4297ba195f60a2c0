import { readRegistration } from '../../../db/queries/registrations';
import type { Context } from '../../context';
import type { LinkClaims } from '../../domain/token';
import { type PhoneCodeOutcome, sendPhoneCode } from '../phone-code/send-phone-code';
import { joinSenderNo } from './join-sender';

/** Texts a code to the number that waits in a confirmed registration; `gone` when none does (any more). */
export async function textNumber(
  ctx: Context,
  claims: LinkClaims,
  peer: string | null,
): Promise<PhoneCodeOutcome | { outcome: 'gone' }> {
  const held = await readRegistration(ctx.db.reader, claims.contactPointId, claims.messageId);
  const number = held?.body?.phone?.normalised ?? null;
  if (held === null || number === null || held.confirmedAt === null) return { outcome: 'gone' };
  if (held.expiresAt.getTime() <= ctx.now().getTime()) return { outcome: 'gone' };
  const senderNo = await joinSenderNo(ctx, held);
  return sendPhoneCode(ctx, { ownerId: held.id, number, language: held.language, senderNo, peer });
}
