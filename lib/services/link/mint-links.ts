import { existingPoints } from '../../../db/queries/contact-points';
import { createPoints } from '../../../db/queries/link';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { type Located, locate } from '../../domain/contact-point/locate';
import type { Sender, Topic } from '../../domain/facts';
import { type ListHeaders, listHeaders, listIdOf } from '../../domain/list-headers';
import { mintToken, NIL_UUID } from '../../domain/token';
import { AppError, type InputFault } from '../../errors';
import { resolvePoints } from '../contact-point/resolve-points';

/** One email about to be sent by another system. */
export interface LinkRecipient {
  email: string;
  sender: Sender;
  topic: Topic;
  /** The other system's id of the message, a UUID. */
  message: string | null;
}

export interface RecipientLinks {
  unsubscribeUrl: string;
  preferencesUrl: string;
  headers: ListHeaders;
}

/**
 * Mints the links and list headers of each recipient, in order. An address never seen gets a contact point without a
 * profile; nothing else is written, and the same question has the same answer. Throws `unprocessable` naming every
 * address that is none (pointers `#/recipients/N/email`) and every essential topic, which nobody can unsubscribe.
 */
export async function mintLinks(
  ctx: Context,
  recipients: readonly LinkRecipient[],
): Promise<RecipientLinks[]> {
  const located = locateAll(ctx, recipients);
  const resolved = await resolvePoints(ctx.db.reader, located, ctx.config.addressKeys, 'yes');
  const points = resolved.map((refs) => {
    const [point] = refs;
    if (point === undefined) throw new Error('an address came back without a contact point');
    return point;
  });
  await createMissing(ctx, points);
  return recipients.map((recipient, index) => linksOf(ctx, recipient, (points[index] as PointRef).id));
}

function locateAll(ctx: Context, recipients: readonly LinkRecipient[]): Located[] {
  const faults: InputFault[] = [];
  const located: Located[] = [];
  recipients.forEach(({ email, topic }, index) => {
    const parsed = parseAddress({ email }, ctx.config.defaultCountry);
    if (parsed.ok) located.push(locate(parsed.address, ctx.config.addressKeys));
    else faults.push({ detail: parsed.problem.message, pointer: `#/recipients/${index}/email` });
    if (topic.essential) {
      faults.push({
        detail: 'An essential topic has no unsubscribe link: send it without list headers.',
        pointer: `#/recipients/${index}/topic`,
      });
    }
  });
  if (faults.length > 0)
    throw new AppError(
      'unprocessable',
      'No links were made; mend the recipients named and ask again.',
      faults,
    );
  return located;
}

async function createMissing(ctx: Context, points: readonly PointRef[]): Promise<void> {
  const known = await existingPoints(
    ctx.db.reader,
    points.map((point) => point.id),
  );
  const missing = new Map(points.filter((point) => !known.has(point.id)).map((point) => [point.id, point]));
  if (missing.size === 0) return;
  const sorted = [...missing.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  await ctx.db.transaction((tx) => createPoints(tx, sorted));
}

function linksOf(ctx: Context, recipient: LinkRecipient, contactPointId: string): RecipientLinks {
  const { sender, topic } = recipient;
  const claims = {
    contactPointId,
    channel: 'email' as const,
    topicNo: topic.no,
    messageId: recipient.message?.toLowerCase() ?? NIL_UUID,
  };
  const base = ctx.config.appUrl.replace(/\/+$/, '');
  const unsubscribeUrl = `${base}/u/${mintToken(claims, 'unsubscribe', ctx.links)}`;
  return {
    unsubscribeUrl,
    preferencesUrl: `${base}/preferences/${mintToken(claims, 'preferences', ctx.links)}`,
    headers: listHeaders({
      oneClickUrl: unsubscribeUrl,
      listId: { name: topic.name, id: listIdOf(sender.slug, topic.slug, new URL(base).hostname) },
    }),
  };
}
