import type { Context } from '../../context';
import type { EvidenceBody, PointRef, Statement } from '../../domain/consent-event';
import { parseAddressForRefusal, type RawAddress } from '../../domain/contact-point/address';
import { locate, premisesRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { resolvePoints } from '../contact-point/resolve-points';
import type { RecordOutcome } from '../ledger/record';
import type { RecordOne } from '../ledger/record-together';

/** What somebody typed; `household` makes a postal no hold for everybody at the place. */
export interface TypedOptOut {
  address: RawAddress;
  household: boolean;
  evidence: EvidenceBody;
}

const EVERYTHING: Statement = { act: 'withdrawn', channel: 'all', senderNo: ALL, topicNo: ALL };

/**
 * Records a no to everything for an address as typed, known or not, under every way it may be read. Answers null when
 * nothing at all was typed; nothing else is refused (promise 5). Resolves after commit.
 */
export async function optOutByAddress(
  ctx: Context,
  recordOne: RecordOne,
  said: TypedOptOut,
): Promise<RecordOutcome | null> {
  const keys = ctx.config.addressKeys;
  const located = parseAddressForRefusal(said.address, ctx.config.defaultCountry).map((address) =>
    locate(address, keys),
  );
  if (located.length === 0) return null;
  const resolved = await resolvePoints(ctx.db.reader, located, keys, 'no');
  const points = new Map<string, PointRef>();
  located.forEach((one, index) => {
    const premises = said.household ? premisesRef(one, keys) : null;
    const refs = premises === null ? (resolved[index] ?? []) : [premises];
    for (const ref of refs) if (!points.has(ref.id)) points.set(ref.id, ref);
  });
  return recordOne({
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'opt_out_page',
    actor: { kind: 'person', id: null },
    assurance: 'none',
    evidence: { page: '/unsubscribe', household: said.household, ...said.evidence },
    utterances: [...points.values()].map((point) => ({ point, contactId: null, statements: [EVERYTHING] })),
  });
}
