import { pointsOfContact } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { PointRef, Statement } from '../../domain/consent-event';
import { parseAddressForRefusal, type RawAddress } from '../../domain/contact-point/address';
import { bareRef, locate, premisesRef } from '../../domain/contact-point/locate';
import {
  ALL,
  CHANNELS_OF_KIND,
  type Channel,
  type ChannelScope,
  type ContactPointKind,
} from '../../domain/vocabulary';
import { resolvePoints } from '../contact-point/resolve-points';
import type { ReadBackAddress } from './read-back';

/** Where an opt-out is to hold: an address as typed (whoever has it), or addresses of a person we know. */
export type DeskTarget =
  | { address: RawAddress; channels: readonly Channel[] }
  | { contactId: string; choices: readonly { pointId: string; channels: readonly Channel[] }[] };

/** One contact point to write, with the channels to stop there. */
export interface ScopedPoint {
  ref: PointRef;
  channels: readonly ChannelScope[];
}

export interface OptOutScope {
  points: readonly ScopedPoint[];
  spoken: readonly ReadBackAddress[];
}

/**
 * The contact points an opt-out falls on, and how to say them. An address nobody knows gets a contact point and no
 * profile; one that does not parse is kept under every plausible reading (promise 5). No channel chosen means all.
 */
export async function optOutScope(
  ctx: Context,
  target: DeskTarget,
  household: boolean,
): Promise<OptOutScope> {
  return 'address' in target ? typedScope(ctx, target, household) : personScope(ctx, target, household);
}

async function typedScope(
  ctx: Context,
  target: Extract<DeskTarget, { address: RawAddress }>,
  household: boolean,
): Promise<OptOutScope> {
  const keys = ctx.config.addressKeys;
  const parsed = parseAddressForRefusal(target.address, ctx.config.defaultCountry);
  const [first] = parsed;
  if (first === undefined) return { points: [], spoken: [] };
  const located = parsed.map((address) => locate(address, keys));
  const premises = household ? located.flatMap((one) => premisesRef(one, keys) ?? []) : [];
  const refs =
    premises.length > 0 ? premises : (await resolvePoints(ctx.db.reader, located, keys, 'no')).flat();
  const channels = chosenOf(first.kind, target.channels);
  return {
    points: distinct(refs).map((ref) => ({ ref, channels: scopes(first.kind, channels) })),
    spoken: [
      {
        kind: first.kind,
        spoken: spokenAddress(first.kind, first.typed),
        channels,
        household: premises.length > 0,
      },
    ],
  };
}

async function personScope(
  ctx: Context,
  target: Extract<DeskTarget, { contactId: string }>,
  household: boolean,
): Promise<OptOutScope> {
  const held = await pointsOfContact(ctx.db.reader, target.contactId);
  const asked =
    target.choices.length > 0
      ? target.choices
      : held.map((point) => ({ pointId: point.id, channels: CHANNELS_OF_KIND[point.kind] }));
  const points: ScopedPoint[] = [];
  const spoken: ReadBackAddress[] = [];
  for (const { pointId, channels } of asked) {
    const point = held.find((one) => one.id === pointId);
    if (point === undefined) continue;
    const wide = household && point.kind === 'postal' && point.premisesId !== null;
    const ref = bareRef(wide ? (point.premisesId ?? point.id) : point.id, point.kind, point.keyEpoch);
    const chosen = chosenOf(point.kind, channels);
    points.push({ ref, channels: scopes(point.kind, chosen) });
    const text = point.typed ?? point.normalised ?? 'the address we hold';
    spoken.push({
      kind: point.kind,
      spoken: spokenAddress(point.kind, text),
      channels: chosen,
      household: wide,
    });
  }
  return { points, spoken };
}

/** What to write at each point: as wide as was said, and no wider. */
export function noStatements(
  point: ScopedPoint,
  act: Statement['act'],
  senderNos: readonly number[],
): Statement[] {
  const senders = senderNos.length === 0 ? [ALL] : senderNos;
  return point.channels.flatMap((channel) =>
    senders.map((senderNo) => ({ act, channel, senderNo, topicNo: ALL })),
  );
}

function chosenOf(kind: ContactPointKind, channels: readonly Channel[]): readonly Channel[] {
  const possible = CHANNELS_OF_KIND[kind];
  const chosen = possible.filter((channel) => channels.includes(channel));
  return chosen.length === 0 ? possible : chosen;
}

function scopes(kind: ContactPointKind, channels: readonly Channel[]): readonly ChannelScope[] {
  return channels.length === CHANNELS_OF_KIND[kind].length ? ['all'] : channels;
}

function distinct(refs: readonly PointRef[]): PointRef[] {
  return [...new Map(refs.map((ref) => [ref.id, ref])).values()];
}

function spokenAddress(kind: ContactPointKind, typed: string): string {
  return kind === 'postal' ? typed.split('\n').join(', ') : typed;
}
