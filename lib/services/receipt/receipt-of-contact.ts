import { countryOfContact } from '../../../db/queries/receipts';
import type { ReadContext } from '../../context';
import { scopeOfContact } from './act-scope';
import { type ReadReceipt, readReceipt } from './read-receipt';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A signed-in person's receipt of an act of their own, with the addresses it speaks of; null when it is not theirs, or no such id. */
export async function receiptOfContact(
  ctx: ReadContext,
  contactId: string,
  instructionId: string,
): Promise<(ReadReceipt & { addresses: ReadonlyMap<string, string> }) | null> {
  if (!UUID.test(instructionId)) return null;
  const { scope, points } = await scopeOfContact(ctx, contactId);
  const read = await readReceipt(ctx, scope, {
    instructionId,
    principalId: contactId,
    points,
    country: await countryOfContact(ctx.db.reader, contactId),
  });
  if (read === null) return null;
  return { ...read, addresses: new Map(points.map(({ id, address }) => [id, address ?? ''])) };
}
