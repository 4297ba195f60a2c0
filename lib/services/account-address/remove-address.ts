import {
  detachAddress,
  type OwnAddress,
  ownAddresses,
  setPrimary,
} from '../../../db/queries/account-addresses';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { lockPerson } from './lock-person';
import { takeBackConsents } from './take-back-consents';

export type RemoveOutcome =
  /** Not the person's any more, by this or before. */
  | 'removed'
  /** It is the one email they can sign in with: another must be confirmed first. */
  | 'last_sign_in';

/**
 * Ends a person's use of an address. What they refused there stays in the ledger and goes with them to every address
 * they add later; what they agreed to there ends. The next of its kind becomes the primary one.
 */
export async function removeAddress(
  ctx: Context,
  said: { contactId: string; pointId: string; words: string; evidence: EvidenceBody },
): Promise<RemoveOutcome> {
  const { contactId, pointId, words, evidence } = said;
  return ctx.db.transaction(async (tx): Promise<RemoveOutcome> => {
    await lockPerson(tx, contactId);
    const own = await ownAddresses(tx, contactId);
    const address = own.find((one) => one.id === pointId);
    if (address === undefined) return 'removed';
    const others = own.filter((one) => one.id !== pointId);
    if (address.signIn && !others.some(isSureSignIn)) return 'last_sign_in';
    const at = ctx.now();
    const { channels } = address;
    await takeBackConsents(ctx, tx, { contactId, address, channels, at, words, evidence });
    await detachAddress(tx, pointId, contactId, at);
    const ofKind = others.filter((one) => one.kind === address.kind);
    const [next] = ofKind;
    if (address.isPrimary && next !== undefined)
      await setPrimary(
        tx,
        contactId,
        next.id,
        ofKind.map((one) => one.id),
      );
    return 'removed';
  });
}

/** An email the person certainly reads: who is left with another kind alone might never sign in again. */
function isSureSignIn(one: OwnAddress): boolean {
  return one.signIn && one.confirmedAt !== null && one.deliverability !== 'undeliverable';
}
