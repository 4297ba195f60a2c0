import type { Writer } from '../../../db/client';
import { lockContact, markConfirmed } from '../../../db/queries/account-addresses';
import {
  attachUses,
  keepContactFacts,
  rememberPoints,
  type UsedPoint,
  usedPoints,
} from '../../../db/queries/contact';
import { lockHeads } from '../../../db/queries/record';
import { insertContact, type RegistrationBody, usersOfEmail } from '../../../db/queries/registrations';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { bareRef, readIdsOf } from '../../domain/contact-point/locate';
import type { Channel, ContactPointKind } from '../../domain/vocabulary';
import { inheritRefusals } from '../contact/inherit-refusals';

/** What an address given in a registration is used for. A fax number is none that a text can confirm. */
const USED_FOR: Record<ContactPointKind, readonly Channel[]> = {
  email: ['email'],
  phone: ['phone', 'automated_call', 'sms'],
  postal: ['post'],
};

/** Whose the address is changed while its lock was waited for. */
class AnotherUser extends Error {}

const TRIES = 3;

/** Does the work anew, in a transaction of its own, when somebody else settled the address meanwhile. */
export async function whileSettled<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AnotherUser) || turn === TRIES) throw error;
    }
  }
}

/**
 * Finds whose a confirmed email address is and gives them the addresses confirmed or told along with it: whom it signs
 * in, else its only user, else a new contact. Shared by several and signing in none of them, it is nobody's in
 * particular: null. A known contact's name and details stay as they are. An address gained inherits the contact's own
 * refusals, before anything said now is recorded. Leaves contact and addresses locked. Call it within
 * {@link whileSettled}.
 */
export async function settleContact(
  ctx: Context,
  tx: Writer,
  given: {
    body: RegistrationBody;
    language: string;
    gained: readonly PointRef[];
    confirmed: readonly PointRef[];
  },
): Promise<string | null> {
  const { body, gained } = given;
  const now = ctx.now();
  const known = await contactFor(ctx, tx, body);
  if (known.shared || (known.id !== null && !(await lockLiving(tx, known.id)))) {
    await lockHeads(tx, inIdOrder([], [...gained, body.email]));
    await stillSo(ctx, tx, body, known);
    return null;
  }
  const contactId = known.id ?? ctx.newId();
  if (known.id === null) {
    const { name, company, country } = body;
    await insertContact(tx, { id: contactId, name, company, country, locale: given.language, now });
    await keepContactFacts(tx, contactId, now, 'registration');
  } else await lockContact(tx, contactId);
  const used = await usedPoints(tx, contactId);
  await lockHeads(tx, inIdOrder(used, [...gained, body.email]));
  await stillSo(ctx, tx, body, known);
  await rememberPoints(tx, gained);
  const fresh = gained.filter((point) => !used.some((one) => one.current && one.id === point.id));
  const uses = fresh.map((point) => ({
    contactPointId: point.id,
    channels: USED_FOR[point.kind],
    primary: !used.some((one) => one.current && one.kind === point.kind),
    signIn: point.kind === 'email',
  }));
  await attachUses(tx, contactId, uses, now);
  for (const point of given.confirmed) await markConfirmed(tx, contactId, point.id, now);
  await inheritRefusals(
    ctx,
    tx,
    contactId,
    used.map(({ id }) => id),
    fresh,
  );
  return contactId;
}

/** Locks a contact; false when they were erased since, and nothing may be given to them any more. */
async function lockLiving(tx: Writer, contactId: string): Promise<boolean> {
  const status = await lockContact(tx, contactId);
  return status !== null && status !== 'erased';
}

/** Under the address's lock: nobody may have been given it since it was asked whose it is. */
async function stillSo(
  ctx: Context,
  tx: Writer,
  body: RegistrationBody,
  known: { id: string | null; shared: boolean },
): Promise<void> {
  const now = await contactFor(ctx, tx, body);
  if (now.id !== known.id || now.shared !== known.shared) throw new AnotherUser();
}

async function contactFor(
  ctx: Context,
  tx: Writer,
  { email, contactId }: RegistrationBody,
): Promise<{ id: string | null; shared: boolean }> {
  if (contactId !== undefined) return { id: contactId, shared: contactId === null };
  const { users, onlyId, signInId } = await usersOfEmail(tx, readIdsOf(email, ctx.config.addressKeys));
  if (signInId !== null) return { id: signInId, shared: false };
  return users > 1 ? { id: null, shared: true } : { id: onlyId, shared: false };
}

function inIdOrder(used: readonly UsedPoint[], gained: readonly PointRef[]): PointRef[] {
  const refs = new Map(used.map((point) => [point.id, bareRef(point.id, point.kind, point.keyEpoch)]));
  for (const point of gained) refs.set(point.id, point);
  return [...refs.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}
