import { createHmac } from 'node:crypto';
import type { Writer } from '../../../db/client';
import { hitCounter } from '../../../db/queries/sign-in';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { queueEssential } from '../message/queue-essential';
import { findSubject } from './find-subject';
import type { Side } from './subject';

/** `asked` says nothing about whether the address is known; `malformed` is about what was typed alone. */
export type SignInRequestOutcome = 'asked' | 'malformed';

const WINDOW_MS = 15 * 60_000;
const MAILS_PER_ADDRESS = 5;
const REQUESTS_PER_PEER = 40;

/**
 * Queues a sign-in mail if the address may sign in on that side; the outcome is the same if it may not, and when the
 * address or the peer asked too often. The link itself is made when the mail is sent.
 */
export async function requestSignIn(
  ctx: Context,
  asked: { email: string; side: Side; peer: string | null },
): Promise<SignInRequestOutcome> {
  const parsed = parseAddress({ email: asked.email }, ctx.config.defaultCountry);
  if (!parsed.ok) return 'malformed';
  const [pointId] = locate(parsed.address, ctx.config.addressKeys).ids;
  if (pointId === undefined) return 'malformed';
  await ctx.db.transaction(async (tx) => {
    if (!(await withinLimits(ctx, tx, `${asked.side}:${pointId}`, asked.peer))) return;
    const found = await findSubject(ctx, tx, asked);
    if (found === null) return;
    if (found.subject.side === 'staff')
      await queueEssential(ctx, tx, { kind: 'staff_sign_in', email: asked.email, contactId: null });
    else
      await queueEssential(ctx, tx, {
        kind: 'sign_in',
        contactPointId: found.point.id,
        contactId: found.subject.id,
      });
  });
  return 'asked';
}

async function withinLimits(
  ctx: Context,
  tx: Writer,
  address: string,
  peer: string | null,
): Promise<boolean> {
  const windowStart = new Date(Math.floor(ctx.now().getTime() / WINDOW_MS) * WINDOW_MS);
  const mails = await hitCounter(tx, `sign_in:${address}`, windowStart);
  if (mails > MAILS_PER_ADDRESS) return false;
  if (peer === null || peer === '') return true;
  // The counter's name must not be a list of who came from where.
  const who = createHmac('sha256', ctx.config.authSecret).update(`peer\0${peer}`).digest('base64url');
  return (await hitCounter(tx, `sign_in_peer:${who}`, windowStart)) <= REQUESTS_PER_PEER;
}
