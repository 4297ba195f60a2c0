import type { Writer } from '../../../db/client';
import { keepContactFacts, replaceUses, type UsedPoint, usedPoints } from '../../../db/queries/contact';
import { lockContact, stoppedPoints } from '../../../db/queries/data-restriction';
import { eraseTexts, sharedPoints } from '../../../db/queries/erasure';
import { lockHeads } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { Actor, EvidenceBody, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { erasedReferences } from '../../domain/erased-reference';
import { ALL } from '../../domain/vocabulary';
import { record } from '../ledger/record';

const OBJECT: Statement = { act: 'objected', channel: 'all', senderNo: ALL, topicNo: ALL };
const ERASE: Statement = { act: 'paused', channel: 'all', senderNo: ALL, topicNo: ALL, stop: 'erasure' };
const RELEASE: Statement = {
  act: 'resumed',
  channel: 'all',
  senderNo: ALL,
  topicNo: ALL,
  stop: 'restriction',
};

export interface ErasedContact {
  /** Addresses forgotten, and those that stay because somebody else uses them. */
  forgotten: number;
  shared: number;
}

/**
 * Forgets a person and keeps their no (DESIGN §3 promise 9, GDPR Art. 17): `objected` to everything at every address
 * nobody else uses, the stop `erasure` at each of theirs, then detached, and every text about them blanked or deleted.
 * The ledger keeps keyed ids alone and still verifies. In the caller's transaction. Null when there is no such person
 * or they were erased before. `actor` must be staff or the system; `evidence` may name nobody.
 */
export async function eraseContact(
  ctx: Context,
  tx: Writer,
  erase: { contactId: string; actor: Actor; evidence: EvidenceBody },
): Promise<ErasedContact | null> {
  const { contactId, actor } = erase;
  const contact = await lockContact(tx, contactId);
  if (contact === null || contact.status === 'erased') return null;
  const used = await usedPoints(tx, contactId);
  const refs = used.map((point) => bareRef(point.id, point.kind, point.keyEpoch));
  // All of them, so that nobody else takes one into use while it is being forgotten.
  if (refs.length > 0) await lockHeads(tx, refs);
  const pointIds = used.map(({ id }) => id);
  const shared = await sharedPoints(tx, contactId, pointIds);
  await recordErasure(ctx, tx, erase, used, shared);
  const at = ctx.now();
  await replaceUses(tx, contactId, [], at);
  const { externalRef } = contact;
  const kept =
    externalRef === null ? null : (erasedReferences(externalRef, ctx.config.addressKeys)[0] ?? null);
  const unsharedIds = pointIds.filter((id) => !shared.has(id));
  await eraseTexts(tx, { contactId, externalRef: kept, pointIds, unsharedIds, at });
  await keepContactFacts(tx, contactId, at, `${actor.kind}:${actor.id ?? ''}`);
  return { forgotten: unsharedIds.length, shared: shared.size };
}

async function recordErasure(
  ctx: Context,
  tx: Writer,
  { contactId, actor, evidence }: { contactId: string; actor: Actor; evidence: EvidenceBody },
  used: readonly UsedPoint[],
  shared: ReadonlySet<string>,
): Promise<void> {
  if (used.length === 0) return;
  const restricted = new Set((await stoppedPoints(tx, contactId, 'restriction')).map(({ id }) => id));
  const [outcome] = await record(ctx, tx, [
    {
      id: ctx.newId(),
      saidAt: ctx.now(),
      door: actor.kind === 'staff' ? 'desk' : 'system',
      actor,
      assurance: 'confirmed',
      evidence,
      utterances: used.map((point) => ({
        point: bareRef(point.id, point.kind, point.keyEpoch),
        contactId,
        statements: [
          ...(shared.has(point.id) ? [] : [OBJECT]),
          ERASE,
          ...(restricted.has(point.id) ? [RELEASE] : []),
        ],
      })),
    },
  ]);
  if (outcome?.ok !== true) throw new Error('an erasure was not recorded');
}
