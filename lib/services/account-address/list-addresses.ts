import { type OwnAddress, ownAddresses } from '../../../db/queries/account-addresses';
import { codesOf } from '../../../db/queries/address-codes';
import { type PendingAddress, pendingOf } from '../../../db/queries/pending-addresses';
import type { ReadContext } from '../../context';
import { CODE_TRIES } from '../../domain/address-code';
import { canText } from '../phone-code/can-text';

export type { OwnAddress } from '../../../db/queries/account-addresses';

/** How the code for an address that waits is doing; `void` when a new one is needed. */
export interface WaitingAddress extends PendingAddress {
  code: 'on_its_way' | 'not_sent' | 'void';
  triesLeft: number;
  /** Theirs already, only not confirmed. */
  held: boolean;
}

export interface AddressList {
  addresses: readonly OwnAddress[];
  waiting: readonly WaitingAddress[];
  /** Whether a number can be confirmed at all from here. */
  canText: boolean;
}

/** Everything the page of a person's addresses shows. Writes nothing. */
export async function listAddresses(ctx: ReadContext, contactId: string): Promise<AddressList> {
  const now = ctx.now();
  const [addresses, pending] = await Promise.all([
    ownAddresses(ctx.db.reader, contactId),
    pendingOf(ctx.db.reader, contactId, now),
  ]);
  const codes = await codesOf(
    ctx.db.reader,
    pending.map((one) => one.contactPointId),
    contactId,
  );
  const waiting = pending.map((one): WaitingAddress => {
    const code = codes.find((found) => found.contactPointId === one.contactPointId);
    const live = code !== undefined && code.expiresAt > now && code.tries < CODE_TRIES;
    return {
      ...one,
      code: code?.state === 'failed' ? 'not_sent' : live ? 'on_its_way' : 'void',
      triesLeft: live ? CODE_TRIES - code.tries : 0,
      held: addresses.some((address) => address.id === one.contactPointId),
    };
  });
  return { addresses, waiting, canText: canText(ctx.config) };
}
