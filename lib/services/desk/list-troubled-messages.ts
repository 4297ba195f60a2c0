import { type TroubledMessage, troubledMessages } from '../../../db/queries/troubled-messages';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import { assertMay, type StaffActor } from '../staff/assert-may';

export type TroubledLine = Omit<TroubledMessage, 'normalised' | 'pointKind'> & { masked: string };

const LIMIT = 200;

/** Messages that may or may not have left (`claimed`, `in_doubt`) or did not (`failed`), addresses masked. */
export async function listTroubledMessages(
  ctx: ReadContext,
  staff: StaffActor,
): Promise<{ lines: TroubledLine[]; counts: Record<TroubledMessage['state'], number> }> {
  assertMay(staff, 'look');
  const { rows, counts } = await troubledMessages(ctx.db.reader, LIMIT);
  const count = (state: TroubledMessage['state']) => counts.find((one) => one.state === state)?.count ?? 0;
  return {
    lines: rows.map(({ normalised, pointKind, ...row }) => ({
      ...row,
      masked: normalised === null ? 'an address no longer held' : maskAddress(pointKind, normalised),
    })),
    counts: { claimed: count('claimed'), in_doubt: count('in_doubt'), failed: count('failed') },
  };
}
