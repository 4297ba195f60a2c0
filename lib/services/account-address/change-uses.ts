import { changeChannels, ownAddresses } from '../../../db/queries/account-addresses';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { CHANNELS_OF_KIND, type Channel } from '../../domain/vocabulary';
import { lockPerson } from './lock-person';
import { takeBackConsents } from './take-back-consents';

export type UsesOutcome =
  | 'changed'
  /** Nothing is left to use it for: it can be removed instead. */
  | 'none'
  /** A fax number that was never confirmed cannot be called or texted before it is. */
  | 'unconfirmed'
  | 'gone';

/**
 * Changes what a number is used for. Only what the form showed can change: `were` is what it showed as ticked. A use
 * that ends takes the person's yeses for it along; a no at the number stays.
 */
export async function changeUses(
  ctx: Context,
  said: {
    contactId: string;
    pointId: string;
    were: readonly Channel[];
    wanted: readonly Channel[];
    words: string;
    evidence: EvidenceBody;
  },
): Promise<UsesOutcome> {
  const { contactId, pointId, were, wanted } = said;
  return ctx.db.transaction(async (tx): Promise<UsesOutcome> => {
    await lockPerson(tx, contactId);
    const own = await ownAddresses(tx, contactId);
    const address = own.find((one) => one.id === pointId);
    if (address === undefined) return 'gone';
    const dropped = were.filter((channel) => !wanted.includes(channel));
    const gained = wanted.filter((channel) => !were.includes(channel));
    const serves = CHANNELS_OF_KIND[address.kind];
    const after = serves.filter(
      (channel) =>
        gained.includes(channel) || (address.channels.includes(channel) && !dropped.includes(channel)),
    );
    if (after.length === 0) return 'none';
    const isNew = after.some((channel) => channel !== 'fax' && !address.channels.includes(channel));
    if (address.kind === 'phone' && address.confirmedAt === null && isNew) return 'unconfirmed';
    const ended = address.channels.filter((channel) => !after.includes(channel));
    if (ended.length === 0 && after.length === address.channels.length) return 'changed';
    const at = ctx.now();
    const { words, evidence } = said;
    await takeBackConsents(ctx, tx, { contactId, address, channels: ended, at, words, evidence });
    await changeChannels(tx, pointId, contactId, after, at);
    return 'changed';
  });
}
