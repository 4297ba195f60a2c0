import { createHmac } from 'node:crypto';
import type { Writer } from '../../../db/client';
import { mailablePoint } from '../../../db/queries/link-preferences';
import { insertMessages } from '../../../db/queries/messages';
import { addHits } from '../../../db/queries/rate-limit';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { queueEssential } from '../message/queue-essential';

/** `asked` says nothing about whether the address is known; `malformed` is about what was typed alone. */
export type LinkRequestOutcome = 'asked' | 'malformed';

const WINDOW_MS = 60 * 60_000;
const MAILS_PER_ADDRESS = 3;
const REQUESTS_PER_PEER = 20;

/**
 * Queues a link to one's choices if the address is known by a person or by something said. The outcome is the same if
 * it is not, and when the address or the peer asked too often; so are the statements, but for the job itself.
 */
export async function requestLink(
  ctx: Context,
  asked: { email: string; peer: string | null },
): Promise<LinkRequestOutcome> {
  const parsed = parseAddress({ email: asked.email }, ctx.config.defaultCountry);
  if (!parsed.ok) return 'malformed';
  const { ids } = locate(parsed.address, ctx.config.addressKeys);
  await ctx.db.transaction(async (tx) => {
    const within = await withinLimits(ctx, tx, ids[0] ?? '', asked.peer ?? '');
    const point = await mailablePoint(tx, ids);
    if (!within || point === null) {
      await insertMessages(tx, []);
      return;
    }
    await queueEssential(ctx, tx, {
      kind: 'preference_link',
      contactPointId: point.id,
      contactId: point.contactId,
    });
  });
  return 'asked';
}

async function withinLimits(ctx: Context, tx: Writer, pointId: string, peer: string): Promise<boolean> {
  const windowStart = new Date(Math.floor(ctx.now().getTime() / WINDOW_MS) * WINDOW_MS);
  const mails = await addHits(tx, `preference_link:${pointId}`, windowStart, 1);
  if (peer === '') return mails <= MAILS_PER_ADDRESS;
  // The counter's name must not be a list of who came from where.
  const who = createHmac('sha256', ctx.config.authSecret).update(`peer\0${peer}`).digest('base64url');
  const requests = await addHits(tx, `preference_link_peer:${who}`, windowStart, 1);
  return mails <= MAILS_PER_ADDRESS && requests <= REQUESTS_PER_PEER;
}
