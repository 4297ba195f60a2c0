import { type ContactAddress, contactAddresses } from '../../../db/queries/consent-event';
import type { ReadContext } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress, parseAddressForRefusal } from '../../domain/contact-point/address';
import { bareRef, type Located, locate, premisesRef } from '../../domain/contact-point/locate';
import { ACT_EFFECT, CHANNELS_OF_KIND, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import type { InputFault } from '../../errors';
import { resolvePoints } from '../contact-point/resolve-points';
import type { SubmittedEvent } from './submitted-event';

/** On which contact points an event falls. */
export interface EventPlace {
  contactId: string | null;
  points: { ref: PointRef; fullNameKey: Buffer | null }[];
  /** Every id whose refusals bind the address. */
  readIds: readonly string[];
}

/** Whether an act is told of an address that need not be fit to be written to: everything that stops something. */
function stops(event: SubmittedEvent): boolean {
  return ACT_EFFECT[event.act] === 'no' || event.act === 'paused';
}

/**
 * Finds the contact points of each event, in order: for a no every reading of the address, parsable or not, and every
 * derivation of it; for a yes the one address. Events whose address is nothing at all come back as faults.
 */
export async function locateEvents(
  ctx: ReadContext,
  events: readonly SubmittedEvent[],
): Promise<{ places: EventPlace[]; faults: InputFault[] }> {
  const refs = [...new Set(events.flatMap((event) => (event.contact === null ? [] : [event.contact])))];
  const known = refs.length === 0 ? [] : await contactAddresses(ctx.db.reader, refs);
  const faults: InputFault[] = [];
  const located = events.map((event, index) => locateOne(ctx, event, `#/events/${index}`, faults));
  const keys = ctx.config.addressKeys;
  const all = located.map((those, index) => those.map((one) => ({ one, index })));
  const noes = all.flat().filter(({ index }) => stops(events[index] as SubmittedEvent));
  const yeses = all.flat().filter(({ index }) => !stops(events[index] as SubmittedEvent));
  const points = new Map<Located, PointRef[]>();
  for (const [group, effect] of [
    [noes, 'no'],
    [yeses, 'yes'],
  ] as const) {
    const list = group.map(({ one }) => one);
    const resolved = await resolvePoints(ctx.db.reader, list, keys, effect);
    for (const [index, one] of list.entries()) points.set(one, resolved[index] ?? []);
  }
  const places = events.map((event, index) =>
    event.address === null
      ? placeOfContact(event, known, `#/events/${index}`, faults)
      : placeOfAddress(ctx, event, located[index] ?? [], points, known, `#/events/${index}`, faults),
  );
  return { places, faults };
}

function locateOne(
  ctx: ReadContext,
  event: SubmittedEvent,
  pointer: string,
  faults: InputFault[],
): Located[] {
  if (event.address === null) return [];
  const keys = ctx.config.addressKeys;
  if (stops(event)) {
    const parsed = parseAddressForRefusal(event.address, ctx.config.defaultCountry);
    if (parsed.length === 0) faults.push({ detail: 'There is nothing in this address.', pointer });
    return parsed.map((address) => locate(address, keys));
  }
  const parsed = parseAddress(event.address, ctx.config.defaultCountry);
  if (parsed.ok) return [locate(parsed.address, keys)];
  faults.push({ detail: parsed.problem.message, pointer: `${pointer}/${Object.keys(event.address)[0]}` });
  return [];
}

function placeOfAddress(
  ctx: ReadContext,
  event: SubmittedEvent,
  located: readonly Located[],
  resolved: ReadonlyMap<Located, PointRef[]>,
  known: readonly ContactAddress[],
  pointer: string,
  faults: InputFault[],
): EventPlace {
  const points = new Map<string, EventPlace['points'][number]>();
  for (const one of located) {
    for (const ref of resolved.get(one) ?? []) points.set(ref.id, { ref, fullNameKey: one.fullNameKey });
    const premises = event.household ? premisesRef(one, ctx.config.addressKeys) : null;
    if (premises !== null) points.set(premises.id, { ref: premises, fullNameKey: null });
  }
  const contact = known.find((one) => one.externalRef === event.contact);
  if (event.contact !== null && contact === undefined && !stops(event))
    faults.push({ detail: 'No contact has this external reference.', pointer: `${pointer}/contact` });
  const kind = located[0]?.address.kind;
  if (kind !== undefined && event.channel !== 'all' && !CHANNELS_OF_KIND[kind].includes(event.channel)) {
    const detail = `The channel ${event.channel} does not travel to this kind of address.`;
    faults.push({ detail, pointer: `${pointer}/channel` });
  }
  return {
    contactId: contact?.contactId ?? null,
    points: [...points.values()],
    readIds: located.flatMap((one) => one.readIds),
  };
}

/** Without an address: a no falls on every address the contact uses that the channel travels to, a yes on the primary. */
function placeOfContact(
  event: SubmittedEvent,
  known: readonly ContactAddress[],
  pointer: string,
  faults: InputFault[],
): EventPlace {
  const own = known.filter((one) => one.externalRef === event.contact);
  const { channel } = event;
  const wide = stops(event) || event.act === 'resumed';
  const reached = own.flatMap(({ contactPointId, kind, keyEpoch, channels }) => {
    if (contactPointId === null || kind === null || keyEpoch === null) return [];
    if (channel !== 'all' && KIND_OF_CHANNEL[channel] !== kind) return [];
    if (!wide && !channels?.includes(channel)) return [];
    return [{ ref: bareRef(contactPointId, kind, keyEpoch), fullNameKey: null }];
  });
  if (own.length === 0)
    faults.push({ detail: 'No contact has this external reference.', pointer: `${pointer}/contact` });
  else if (reached.length === 0)
    faults.push({ detail: 'The contact has no address for this channel.', pointer: `${pointer}/contact` });
  const points = wide ? reached : reached.slice(0, 1);
  return { contactId: own[0]?.contactId ?? null, points, readIds: points.map((point) => point.ref.id) };
}
