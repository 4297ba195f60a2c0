import { ownAddresses } from '../../../db/queries/account-addresses';
import { pendingOf } from '../../../db/queries/pending-addresses';
import type { Context } from '../../context';
import { type AddressProblem, parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { type Located, locate } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { resolvePoints } from '../contact-point/resolve-points';
import { type AskOutcome, askForCode } from './ask-for-code';
import { attachAddress } from './attach-address';
import { lockPerson } from './lock-person';

export interface AddressWish {
  contactId: string;
  address: RawAddress;
  channels: readonly Channel[];
  /** Language of the mail or text with the code. */
  language: string;
  /** The peer's IP where it is known. */
  peer: string | null;
}

export type AddOutcome =
  /** The person's from now on. */
  | { outcome: 'added'; pointId: string }
  /** A code is on its way; the address is theirs once they type it. Said whether or not others use the address. */
  | AskOutcome
  /** It is theirs already, and confirmed where it needs to be. */
  | { outcome: 'already'; pointId: string }
  | { outcome: 'malformed'; problem: AddressProblem['problem'] }
  /** They have as many as one person may have. */
  | { outcome: 'full' };

/** More than anybody uses; what keeps one account from collecting the addresses of a street. */
const MOST_ADDRESSES = 20;

/**
 * Adds an address to the person signed in. An email, and a number for calls or texts, is theirs only after they typed
 * the code sent there; a postal address and a number for fax alone cannot be asked and are taken at their word.
 */
export async function addAddress(ctx: Context, wish: AddressWish): Promise<AddOutcome> {
  const parsed = parseAddress(wish.address, ctx.config.defaultCountry);
  if (!parsed.ok) return { outcome: 'malformed', problem: parsed.problem.problem };
  const located = locate(parsed.address, ctx.config.addressKeys);
  const own = await ownAddresses(ctx.db.reader, wish.contactId);
  const held = own.find((one) => located.ids.includes(one.id));
  const provable = canBeProved(located, wish.channels);
  const gainsNothing = held !== undefined && wish.channels.every((one) => held.channels.includes(one));
  if (held !== undefined && gainsNothing && (held.confirmedAt !== null || !provable))
    return { outcome: 'already', pointId: held.id };
  if (held === undefined && own.length >= MOST_ADDRESSES) return { outcome: 'full' };
  if (!provable) return { outcome: 'added', pointId: await attachAtOnce(ctx, wish, located) };
  const pending = await pendingOf(ctx.db.reader, wish.contactId, ctx.now());
  const waits = pending.some((one) => one.contactPointId === located.ids[0]);
  if (!waits && pending.length >= MOST_ADDRESSES) return { outcome: 'full' };
  return askForCode(ctx, { ...wish, located });
}

/** Whether a code can reach it: an email, or a number somebody calls or texts. */
function canBeProved({ address }: Located, channels: readonly Channel[]): boolean {
  if (address.kind === 'postal') return false;
  return address.kind === 'email' || channels.some((channel) => channel !== 'fax');
}

async function attachAtOnce(ctx: Context, wish: AddressWish, located: Located): Promise<string> {
  const keys = ctx.config.addressKeys;
  const [[point] = []] = await resolvePoints(ctx.db.reader, [located], keys, 'yes');
  if (point === undefined) throw new Error('an address came back without its point');
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, wish.contactId);
    await attachAddress(ctx, tx, wish.contactId, { point, channels: wish.channels, confirmed: false });
  });
  return point.id;
}
