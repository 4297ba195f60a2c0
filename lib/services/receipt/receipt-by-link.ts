import { readLinkPoint } from '../../../db/queries/link-preferences';
import { countryOfContact } from '../../../db/queries/receipts';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import type { LinkClaims } from '../../domain/token';
import { scopeOfLink } from './act-scope';
import { type ReadReceipt, readReceipt } from './read-receipt';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The receipt of an act by a link: of the linked address alone, and made for it (or for its only user). Null where the
 * act did not touch it, or is for one of several people behind it.
 */
export async function receiptByLink(
  ctx: ReadContext,
  claims: LinkClaims,
  instructionId: string,
): Promise<(ReadReceipt & { maskedAddress: string | null }) | null> {
  if (!UUID.test(instructionId)) return null;
  const point = await readLinkPoint(ctx.db.reader, claims.contactPointId);
  if (point === null) return null;
  const read = await readReceipt(ctx, scopeOfLink(point), {
    instructionId,
    principalId: point.contactId ?? point.id,
    points: [point],
    country: point.contactId === null ? null : await countryOfContact(ctx.db.reader, point.contactId),
  });
  if (read === null) return null;
  const masked = point.normalised === null ? null : maskAddress(point.kind, point.normalised);
  return { ...read, maskedAddress: masked };
}
