import { lockHeads } from '../../../db/queries/record';
import { addSeedContacts, contactIds, type SeedContact } from '../../../db/queries/seed-people';
import type { DemoPerson } from '../../../db/seed/demo-person';
import { seededId } from '../../../db/seed/seeded';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { type Located, locate } from '../../domain/contact-point/locate';
import { resolvePoints } from '../contact-point/resolve-points';

const CONTACT_SPACE = 0x101;

/** Somebody of the demo with the contact points of their addresses, in the addresses' order. */
export interface PlacedPerson {
  person: DemoPerson;
  contactId: string;
  located: readonly Located[];
  points: readonly (readonly PointRef[])[];
}

/**
 * Makes the contacts of the demo that are not there yet, all in one transaction: they are new, so there is nothing to
 * replace and nothing to inherit. Returns everybody, and how many were made.
 */
export async function addDemoContacts(
  ctx: Context,
  people: readonly DemoPerson[],
): Promise<{ placed: PlacedPerson[]; added: number }> {
  const refs = people.map(({ ref }) => ref);
  const known = await contactIds(ctx.db.reader, refs);
  const placed: PlacedPerson[] = [];
  for (const [n, person] of people.entries()) {
    const located = person.addresses.map(({ address }) => {
      const parsed = parseAddress(address, person.country);
      if (!parsed.ok) throw new Error(`${person.ref}: ${parsed.problem.message}`);
      return locate(parsed.address, ctx.config.addressKeys);
    });
    const points = await resolvePoints(ctx.db.reader, located, ctx.config.addressKeys, 'no');
    const contactId = known.get(person.ref) ?? seededId(person.createdAt, CONTACT_SPACE, n);
    placed.push({ person, contactId, located, points });
  }
  const fresh = placed.filter(({ person }) => !known.has(person.ref));
  // Whoever is first has the sign-in of an address that two share.
  const taken = new Set<string>();
  const contacts = fresh.map((one) => contactOf(one, taken));
  const refsOfPoints = new Map(fresh.flatMap(({ points }) => points.flat().map((ref) => [ref.id, ref])));
  const sorted = [...refsOfPoints.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (fresh.length > 0)
    await ctx.db.transaction(async (tx) => {
      await lockHeads(tx, sorted);
      await addSeedContacts(tx, contacts);
    });
  return { placed, added: fresh.length };
}

function contactOf({ person, contactId, points }: PlacedPerson, taken: Set<string>): SeedContact {
  const kinds = new Set<string>();
  const uses = points.flatMap(([point], index) => {
    if (point === undefined) return [];
    const signIn = point.kind === 'email' && !taken.has(point.id);
    if (signIn) taken.add(point.id);
    const primary = !kinds.has(point.kind);
    kinds.add(point.kind);
    return [{ contactPointId: point.id, channels: person.addresses[index]?.channels ?? [], primary, signIn }];
  });
  const { ref: externalRef, name, locale, country, subscriberType, company, createdAt: at } = person;
  return { id: contactId, externalRef, name, locale, country, subscriberType, company, at, uses };
}
