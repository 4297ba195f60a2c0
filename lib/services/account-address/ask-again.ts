import { ownAddresses } from '../../../db/queries/account-addresses';
import { pendingAddress } from '../../../db/queries/pending-addresses';
import type { Context } from '../../context';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { Channel, ContactPointKind } from '../../domain/vocabulary';
import { type AskOutcome, askForCode } from './ask-for-code';

/** An address of the person's own, waiting or in use, that a code is to be sent to. */
export interface AgainWish {
  contactId: string;
  pointId: string;
  language: string;
  peer: string | null;
}

/**
 * Sends another code to an address that waits for one, or a first one to an address the person uses and never
 * confirmed. `gone`: it is neither, or no code can reach it.
 */
export async function askAgain(ctx: Context, wish: AgainWish): Promise<AskOutcome | { outcome: 'gone' }> {
  const known = await knownAddress(ctx, wish);
  if (known === null) return { outcome: 'gone' };
  const parsed = parseAddress(known.address, ctx.config.defaultCountry);
  if (!parsed.ok) return { outcome: 'gone' };
  const located = locate(parsed.address, ctx.config.addressKeys);
  return askForCode(ctx, { ...wish, located, channels: known.channels });
}

async function knownAddress(
  ctx: Context,
  { contactId, pointId }: AgainWish,
): Promise<{ address: RawAddress; channels: readonly Channel[] } | null> {
  const pending = await pendingAddress(ctx.db.reader, pointId, contactId, ctx.now());
  if (pending !== null) return rawOf(pending.kind, pending.typed, pending.channels);
  const own = (await ownAddresses(ctx.db.reader, contactId)).find((one) => one.id === pointId);
  const text = own?.kind === 'phone' ? own.normalised : (own?.typed ?? own?.normalised);
  return own === undefined || text === null || text === undefined
    ? null
    : rawOf(own.kind, text, own.channels);
}

function rawOf(kind: ContactPointKind, text: string, channels: readonly Channel[]) {
  switch (kind) {
    case 'email':
      return { address: { email: text }, channels };
    case 'phone':
      return { address: { phone: text }, channels };
    case 'postal':
      return null;
    default:
      return kind satisfies never;
  }
}
