import type { Writer } from '../../../db/client';
import { dropCode, tryCode } from '../../../db/queries/address-codes';
import type { Context } from '../../context';
import { CODE_TRIES, isCodeOf, tidyCode } from '../../domain/address-code';

export type CodeOutcome =
  /** Right, and used up by this. */
  | { outcome: 'right' }
  | { outcome: 'wrong'; triesLeft: number }
  /** Not six digits; costs no try. */
  | { outcome: 'malformed' }
  /** There is no code that could be right: none asked for, run out, used, or tried too often. A new one is needed. */
  | { outcome: 'void' };

/**
 * Checks a code as typed against the one asked for by this person for this address; a right one works once. To be
 * called in the transaction that acts on it, which must commit whatever the outcome: a wrong try counts.
 */
export async function checkCode(
  ctx: Context,
  tx: Writer,
  asked: { contactPointId: string; ownerId: string; code: string },
): Promise<CodeOutcome> {
  const code = tidyCode(asked.code);
  if (code === null) return { outcome: 'malformed' };
  const { contactPointId, ownerId } = asked;
  const tried = await tryCode(tx, asked, CODE_TRIES, ctx.now());
  if (tried === undefined) return { outcome: 'void' };
  if (!isCodeOf(ctx.config.authSecret, { contactPointId, ownerId, salt: tried.salt }, code))
    return tried.tries >= CODE_TRIES
      ? { outcome: 'void' }
      : { outcome: 'wrong', triesLeft: CODE_TRIES - tried.tries };
  await dropCode(tx, asked);
  return { outcome: 'right' };
}
