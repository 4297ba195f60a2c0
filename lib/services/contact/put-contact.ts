import type { Writer } from '../../../db/client';
import {
  type ContactFields,
  keepContactFacts,
  rememberPoints,
  replaceUses,
  type Use,
  type UsedPoint,
  upsertContact,
  usedPoints,
} from '../../../db/queries/contact';
import { erasedDigests } from '../../../db/queries/erasure';
import { lockHeads } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { bareRef, type Located, locate } from '../../domain/contact-point/locate';
import { erasedReferences } from '../../domain/erased-reference';
import type { Channel, ContactPointKind } from '../../domain/vocabulary';
import { AppError, type InputFault } from '../../errors';
import { resolvePoints } from '../contact-point/resolve-points';
import { type KeptAnswer, type RepeatableRequest, runOnce } from '../idempotency/run-once';
import { inheritRefusals } from './inherit-refusals';

/** One address as a system of record gives it; `pointer` says where in its request it stands. */
export interface GivenAddress {
  address: RawAddress;
  channels: readonly Channel[];
  pointer: string;
}

export interface PutContact {
  externalRef: string;
  fields: ContactFields;
  addresses: readonly GivenAddress[];
  actor: string;
}

interface WantedUse extends Use {
  point: PointRef;
}

/**
 * Makes or replaces a contact and the addresses it uses, in one transaction. Addresses left out are detached and keep
 * their refusals; addresses gained inherit the contact's own. Locks the contact, then all its addresses in id order.
 * The answer's body names ids only: `{"id","external_ref","contact_points":[{"id","kind","gained"}]}`, 201 when new.
 * Throws `unprocessable` for addresses that are none, `conflict` for a contact that was erased.
 */
export async function putContact(
  ctx: Context,
  put: PutContact,
  request: RepeatableRequest,
): Promise<KeptAnswer & { replayed: boolean }> {
  return runOnce(ctx, request, async (tx) =>
    replaceContact(ctx, tx, put, await wantedUses(ctx, put.addresses)),
  );
}

async function replaceContact(
  ctx: Context,
  tx: Writer,
  put: PutContact,
  wanted: readonly WantedUse[],
): Promise<KeptAnswer> {
  const newId = ctx.newId();
  const now = ctx.now();
  const contact = await upsertContact(tx, newId, put.externalRef, put.fields, now);
  if (contact.status === 'erased' || (contact.id === newId && (await wasErased(ctx, tx, put.externalRef))))
    throw new AppError('conflict', 'This contact was erased; a person who comes back needs a new reference.');
  await keepContactFacts(tx, contact.id, now, put.actor);
  const used = await usedPoints(tx, contact.id);
  const current = new Set(used.filter((point) => point.current).map((point) => point.id));
  const gained = wanted.filter((use) => !current.has(use.contactPointId)).map((use) => use.point);
  // All of them, so that a no said at an old address while this runs is either inherited or waits for it.
  if (gained.length > 0) await lockHeads(tx, inIdOrder(used, gained));
  await rememberPoints(tx, gained);
  await replaceUses(tx, contact.id, wanted, now);
  await inheritRefusals(
    ctx,
    tx,
    contact.id,
    used.map((point) => point.id),
    gained,
  );
  return {
    status: contact.id === newId ? 201 : 200,
    body: JSON.stringify({
      id: contact.id,
      external_ref: put.externalRef,
      contact_points: wanted.map(({ point }) => ({
        id: point.id,
        kind: point.kind,
        gained: !current.has(point.id),
      })),
    }),
  };
}

/** Of somebody erased only a keyed digest of their reference is left. */
async function wasErased(ctx: Context, tx: Writer, externalRef: string): Promise<boolean> {
  const erased = await erasedDigests(tx, erasedReferences(externalRef, ctx.config.addressKeys));
  return erased.size > 0;
}

function inIdOrder(used: readonly UsedPoint[], gained: readonly PointRef[]): PointRef[] {
  const refs = new Map(used.map((point) => [point.id, bareRef(point.id, point.kind, point.keyEpoch)]));
  for (const point of gained) refs.set(point.id, point);
  return [...refs.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function wantedUses(ctx: Context, addresses: readonly GivenAddress[]): Promise<WantedUse[]> {
  const faults: InputFault[] = [];
  const located: Located[] = [];
  for (const { address, pointer } of addresses) {
    const parsed = parseAddress(address, ctx.config.defaultCountry);
    if (parsed.ok) located.push(locate(parsed.address, ctx.config.addressKeys));
    else faults.push({ detail: parsed.problem.message, pointer });
  }
  if (faults.length > 0)
    throw new AppError(
      'unprocessable',
      'Nothing was saved; mend the addresses named and send it again.',
      faults,
    );
  const resolved = await resolvePoints(ctx.db.reader, located, ctx.config.addressKeys, 'yes');
  const uses = new Map<string, WantedUse>();
  const kinds = new Set<ContactPointKind>();
  resolved.forEach(([point], index) => {
    const given = addresses[index];
    if (point === undefined || given === undefined) throw new Error('an address came back without its point');
    // The same address in two spellings is one address, used for all that either names.
    const channels = new Set([...(uses.get(point.id)?.channels ?? []), ...given.channels]);
    const primary = uses.get(point.id)?.primary ?? !kinds.has(point.kind);
    kinds.add(point.kind);
    uses.set(point.id, {
      point,
      contactPointId: point.id,
      channels: [...channels],
      primary,
      signIn: point.kind === 'email',
    });
  });
  return [...uses.values()];
}
