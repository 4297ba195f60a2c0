import type { Writer } from '../../../db/client';
import { lockRegistration, settleRegistration } from '../../../db/queries/registrations';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import type { LinkClaims } from '../../domain/token';
import type { CodeOutcome } from '../address-code/check-code';
import { checkPhoneCode } from '../phone-code/check-phone-code';
import { recordGiven } from './confirm-registration';
import { settleContact, whileSettled } from './settle-contact';

/** `gone`: nothing waits for a code (any more). */
export type NumberConfirmation = CodeOutcome | { outcome: 'gone' };

/**
 * Checks the code texted to the number of a confirmed registration; a right one gives the number to the contact and
 * records what was asked for by it. A wrong try counts, so every outcome commits.
 */
export async function confirmNumber(
  ctx: Context,
  claims: LinkClaims,
  said: { code: string; evidence: EvidenceBody },
): Promise<NumberConfirmation> {
  const inOne = async (tx: Writer): Promise<NumberConfirmation> => {
    const held = await lockRegistration(tx, claims.contactPointId, claims.messageId);
    const phone = held?.body?.phone ?? null;
    if (held?.body == null || phone === null || phone.normalised === null || held.confirmedAt === null)
      return { outcome: 'gone' };
    if (held.expiresAt.getTime() <= ctx.now().getTime()) return { outcome: 'gone' };
    const asked = { ownerId: held.id, number: phone.normalised, code: said.code };
    const outcome = await checkPhoneCode(ctx, tx, asked);
    if (outcome.outcome !== 'right') return outcome;
    const { body, language } = held;
    const contactId = await settleContact(ctx, tx, { body, language, gained: [phone], confirmed: [phone] });
    const evidence = { ...said.evidence, confirmed_by: 'texted_code' };
    await recordGiven(ctx, tx, { held, body, contactId, evidence }, phone, 'confirmed');
    await settleRegistration(tx, held, ctx.now(), null);
    return outcome;
  };
  return whileSettled(() => ctx.db.transaction(inOne));
}
