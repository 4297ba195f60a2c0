import type { Writer } from '../../../db/client';
import { markConfirmed, ownAddresses } from '../../../db/queries/account-addresses';
import { attachUses, rememberPoints, usedPoints } from '../../../db/queries/contact';
import { lockHeads } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { inheritRefusals } from '../contact/inherit-refusals';

export interface GainedAddress {
  point: PointRef;
  channels: readonly Channel[];
  /** Whether the person has shown that they read what is sent there. */
  confirmed: boolean;
}

/**
 * Gives a contact one more address, in the caller's transaction, which has locked the contact: attached, and with the
 * person's own refusals written to it before anything else can be (DESIGN §4). An address they have already gains
 * the channels. The first of its kind is the primary one; a confirmed email signs them in unless it signs in somebody
 * else, whose it stays. Answers whether it now signs this person in.
 */
export async function attachAddress(
  ctx: Context,
  tx: Writer,
  contactId: string,
  { point, channels, confirmed }: GainedAddress,
): Promise<{ signsIn: boolean }> {
  const now = ctx.now();
  const used = await usedPoints(tx, contactId);
  const refs = new Map(used.map((one) => [one.id, bareRef(one.id, one.kind, one.keyEpoch)]));
  refs.set(point.id, point);
  // All of them, so that a no said at another address while this runs is either inherited or waits for it.
  await lockHeads(
    tx,
    [...refs.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
  );
  await rememberPoints(tx, [point]);
  const own = await ownAddresses(tx, contactId);
  const held = own.find((one) => one.id === point.id);
  const use = {
    contactPointId: point.id,
    channels: [...new Set([...(held?.channels ?? []), ...channels])],
    primary: held?.isPrimary ?? !own.some((one) => one.kind === point.kind),
    signIn: point.kind === 'email' && confirmed,
  };
  await attachUses(tx, contactId, [use], now);
  if (confirmed) await markConfirmed(tx, contactId, point.id, now);
  const from = used.map((one) => one.id);
  if (held === undefined) await inheritRefusals(ctx, tx, contactId, from, [point]);
  const attached = (await ownAddresses(tx, contactId)).find((one) => one.id === point.id);
  return { signsIn: attached?.signIn ?? false };
}
