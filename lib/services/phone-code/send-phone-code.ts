import { putCode } from '../../../db/queries/address-codes';
import { enqueueJobs } from '../../../db/queries/enqueue';
import type { Context } from '../../context';
import { CODE_TRIES } from '../../domain/address-code';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { takeTurn } from '../rate-limit/take-turn';
import { withinLimits } from '../rate-limit/within-limits';
import { canText } from './can-text';

export interface PhoneCodeRequest {
  /** The contact, or the pending registration, the code is for. */
  ownerId: string;
  /** As typed; read with the default country. */
  number: string;
  /** Language of the text, two letters. */
  language: string;
  /** On whose behalf; left out: the first of our own brands. */
  senderNo?: number;
  /** The peer's IP where it is known. */
  peer: string | null;
}

export type PhoneCodeOutcome =
  /** On its way once this is answered; `contactPointId` is the number's. */
  | { outcome: 'asked'; contactPointId: string; expiresAt: Date }
  | { outcome: 'malformed'; message: string }
  | { outcome: 'too_many'; retryInS: number }
  /** No gateway is set up and there is no local mailbox. */
  | { outcome: 'cannot_text' };

/** How long a code works, from its sending. */
export const PHONE_CODE_LIFE_MS = 10 * 60_000;
/** A form sent twice within this time asks for one text. */
export const SAME_ASK_MS = 30_000;
const TEXT_SALT_BYTES = 16;
const HOUR_MS = 60 * 60_000;

/**
 * Asks for a six-digit code to be texted to a number. It leaves as a job, only after this has committed; the number
 * goes into the job's row and nowhere else, the code nowhere at all. A new code replaces the last for the same person
 * and number. Bounded per number, per person and per peer by counters all processes share, so that nobody's telephone
 * can be bombed.
 */
export async function sendPhoneCode(ctx: Context, asked: PhoneCodeRequest): Promise<PhoneCodeOutcome> {
  if (!canText(ctx.config)) return { outcome: 'cannot_text' };
  const parsed = parseAddress({ phone: asked.number }, ctx.config.defaultCountry);
  if (!parsed.ok) return { outcome: 'malformed', message: parsed.problem.message };
  const [contactPointId] = locate(parsed.address, ctx.config.addressKeys).ids;
  if (contactPointId === undefined) throw new Error('a number came back without an id');
  const retryInS = await turnRefused(ctx, contactPointId, asked);
  if (retryInS !== null) return { outcome: 'too_many', retryInS };
  const askedAt = ctx.now();
  const key = { contactPointId, ownerId: asked.ownerId, askId: ctx.newId() };
  const expiresAt = new Date(askedAt.getTime() + PHONE_CODE_LIFE_MS);
  await ctx.db.transaction(async (tx) => {
    const code = {
      ...key,
      phone: parsed.address.normalised,
      language: asked.language,
      senderNo: asked.senderNo ?? ALL,
      salt: ctx.randomBytes(TEXT_SALT_BYTES),
      askedAt,
      expiresAt,
    };
    const isNew = await putCode(tx, code, new Date(askedAt.getTime() - SAME_ASK_MS), CODE_TRIES);
    if (isNew)
      await enqueueJobs(tx, [{ task: 'send-phone-code', payload: key, key: `send-phone-code:${key.askId}` }]);
  });
  return { outcome: 'asked', contactPointId, expiresAt };
}

/** Seconds until another text may be asked for; null when this one may. The number's own limits bind whoever asks. */
async function turnRefused(ctx: Context, target: string, asked: PhoneCodeRequest): Promise<number | null> {
  if (!(await withinLimits(ctx, { what: 'phone_code', target, peer: asked.peer })))
    return Math.ceil((HOUR_MS - (ctx.now().getTime() % HOUR_MS)) / 1000);
  for (const limit of [
    { bucket: `phone_code_day:${target}`, limit: 10, windowMs: 24 * HOUR_MS },
    { bucket: `phone_code_owner:${asked.ownerId}`, limit: 10, windowMs: HOUR_MS },
  ]) {
    const turn = await takeTurn(ctx, limit);
    if (!turn.ok) return turn.resetsInS;
  }
  return null;
}
