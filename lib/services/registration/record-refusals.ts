import type { Context } from '../../context';
import type { Actor, EvidenceBody, Utterance } from '../../domain/consent-event';
import { parseAddressForRefusal, type RawAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { JoinCell } from '../../domain/joining';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { resolvePoints } from '../contact-point/resolve-points';
import { record } from '../ledger/record';

/**
 * Writes down at once what a ticked "do not" box says: it waits for no confirmation, for no limit and for no address
 * that parses. Answers whether there was an address to write it for.
 */
export async function recordRefusals(
  ctx: Context,
  said: {
    email: string;
    phone: string;
    country: string;
    cells: readonly JoinCell[];
    actor: Actor;
    evidence: EvidenceBody;
  },
): Promise<boolean> {
  const given: RawAddress[] = [{ email: said.email }, { phone: said.phone }];
  const located = given.flatMap((raw) =>
    parseAddressForRefusal(raw, said.country).map((address) => locate(address, ctx.config.addressKeys)),
  );
  const points = await resolvePoints(ctx.db.reader, located, ctx.config.addressKeys, 'no');
  const utterances = points.flat().flatMap((point): Utterance[] => {
    const cells = said.cells.filter(({ channel }) => KIND_OF_CHANNEL[channel] === point.kind);
    if (cells.length === 0) return [];
    return [{ point, contactId: null, statements: cells.map((cell) => ({ act: 'refused', ...cell })) }];
  });
  if (utterances.length === 0) return false;
  const instruction = {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'registration',
    actor: said.actor,
    assurance: 'asserted',
    evidence: said.evidence,
    utterances,
  } as const;
  await ctx.db.transaction((tx) => record(ctx, tx, [instruction]));
  return true;
}
