import { codesOf } from '../../../db/queries/address-codes';
import type { TestDatabase } from '../../../db/testing/database';
import type { Context } from '../../context';
import { codeOf } from '../../domain/address-code';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { addAddress } from './add-address';
import { type ConfirmOutcome, confirmAddress } from './confirm-address';

/** Where an address is stored. */
export function pointIdOf(ctx: Context, address: RawAddress): string {
  const parsed = parseAddress(address, 'GB');
  if (!parsed.ok) throw new Error('the test needs a valid address');
  return locate(parsed.address, ctx.config.addressKeys).ids[0] ?? '';
}

/** The code on its way to an address, as whoever reads there would see it. */
export async function codeFor(ctx: Context, contactId: string, pointId: string): Promise<string> {
  const [code] = await codesOf(ctx.db.reader, [pointId], contactId);
  if (code === undefined) throw new Error('no code was asked for');
  return codeOf(ctx.config.authSecret, { contactPointId: pointId, ownerId: contactId, salt: code.salt });
}

/** Asks to add an address in a peer's name of its own, so that no test uses up another's turns. */
export function add(ctx: Context, contactId: string, address: RawAddress, channels: readonly Channel[]) {
  return addAddress(ctx, { contactId, address, channels, language: 'en', peer: null });
}

/** Adds an address and types its code. */
export async function addConfirmed(
  ctx: Context,
  contactId: string,
  address: RawAddress,
  channels: readonly Channel[],
): Promise<ConfirmOutcome> {
  const asked = await add(ctx, contactId, address, channels);
  if (asked.outcome !== 'asked') throw new Error(`no code was asked for: ${asked.outcome}`);
  const { pointId } = asked;
  return confirmAddress(ctx, { contactId, pointId, code: await codeFor(ctx, contactId, pointId) });
}

/** The acts at an address, oldest first, with the door each came by. */
export async function actsAt(db: TestDatabase, pointId: string): Promise<string[]> {
  const rows = await db.asOwner<{ act: string; door: string; channel: string }>(
    'SELECT act, door, channel FROM consent_event WHERE contact_point_id = $1 ORDER BY seq',
    [pointId],
  );
  return rows.map(({ act, door, channel }) => `${act} ${channel} ${door}`);
}
