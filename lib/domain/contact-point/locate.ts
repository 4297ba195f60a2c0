import { createHmac } from 'node:crypto';
import type { PointRef } from '../consent-event';
import type { ContactPointKind } from '../vocabulary';
import type { ParsedAddress } from './address';
import { derivedIds } from './derivation';
import { readPeople } from './person-name';

/** An address with every contact point id it may be stored under. */
export interface Located {
  address: ParsedAddress;
  /** Ids of the address itself, newest key first. */
  ids: readonly string[];
  /** Post only: ids of the premises, newest key first. */
  premisesIds: readonly string[];
  /** Every id a decision about the address must read. */
  readIds: readonly string[];
  /** Post only: digest of the folded full name, by the oldest key, which is never retired. */
  fullNameKey: Buffer | null;
}

const POSTCODE_MAX_CHARS = 12;

/** Derives the ids of an address under every address key (newest first). Pure; no look-up is needed. */
export function locate(address: ParsedAddress, keys: readonly Uint8Array[]): Located {
  const ids = derivedIds(address.kind, address.normalised, keys);
  const isPremises = address.premisesNormalised === address.normalised;
  const premisesIds =
    address.premisesNormalised === null || isPremises
      ? []
      : derivedIds('postal', address.premisesNormalised, keys);
  const boundBy = address.alsoBoundBy.flatMap((key) => derivedIds(address.kind, key, keys));
  return {
    address,
    ids,
    premisesIds,
    readIds: premisesIds.length === 0 && boundBy.length === 0 ? ids : [...ids, ...premisesIds, ...boundBy],
    fullNameKey: fullNameKey(address.fullNameKeySource, keys),
  };
}

/**
 * Every id a decision must read for a contact point known by its key: the same address under the other keys, and for
 * post the premises and those bound by surname alone. Without a key (erased, or never typed) its own id is all there is.
 */
export function readIdsOf(
  point: { id: string; kind: ContactPointKind; normalised: string | null },
  keys: readonly Uint8Array[],
): string[] {
  const { id, kind, normalised } = point;
  if (normalised === null) return [id];
  const derived = relatedKeys(kind, normalised).flatMap((key) => derivedIds(kind, key, keys));
  return [...new Set([id, ...derived])];
}

/** A person key is `premises#surname,initial`. */
function relatedKeys(kind: ContactPointKind, normalised: string): string[] {
  const [premises = '', person] = normalised.split('#');
  if (kind !== 'postal' || person === undefined) return [normalised];
  const surname = person.split(',', 1)[0] ?? '';
  return [normalised, premises, `${premises}#${surname},`];
}

/** Digest of a person's full name as a post yes is bound to it; null for a name that says nobody. */
export function fullNameKeyOf(name: string | null, keys: readonly Uint8Array[]): Buffer | null {
  return fullNameKey(readPeople(name ?? '')[0]?.full ?? null, keys);
}

/** What to keep of a located address when the contact point `id` has never been seen. */
export function pointRef(located: Located, id: string, keys: readonly Uint8Array[]): PointRef {
  const { address } = located;
  const position = located.ids.indexOf(id);
  return {
    id,
    kind: address.kind,
    keyEpoch: keys.length - Math.max(position, 0),
    typed: address.typed,
    normalised: address.normalised,
    postcode: address.kind === 'postal' ? postcodeOf(address) : null,
    premisesId: located.premisesIds[0] ?? null,
    country: address.country,
    extension: address.extension,
  };
}

/** A contact point known by its id alone, as a link token names it. */
export function bareRef(id: string, kind: PointRef['kind'], keyEpoch: number): PointRef {
  return {
    id,
    kind,
    keyEpoch,
    typed: null,
    normalised: null,
    postcode: null,
    premisesId: null,
    country: null,
    extension: null,
  };
}

/** The premises of a located postal address as a contact point of its own, for a refusal by the whole household. */
export function premisesRef(located: Located, keys: readonly Uint8Array[]): PointRef | null {
  const id = located.premisesIds[0];
  const { address } = located;
  if (id === undefined || address.kind !== 'postal') return null;
  return {
    id,
    kind: 'postal',
    keyEpoch: keys.length,
    typed: null,
    normalised: address.premisesNormalised,
    postcode: postcodeOf(address),
    premisesId: null,
    country: address.country,
    extension: null,
  };
}

function postcodeOf(address: Extract<ParsedAddress, { kind: 'postal' }>): string | null {
  const postcode = address.premisesNormalised.split('|')[1] ?? '';
  return postcode === '' || postcode.startsWith('~') || postcode.length > POSTCODE_MAX_CHARS
    ? null
    : postcode;
}

function fullNameKey(source: string | null, keys: readonly Uint8Array[]): Buffer | null {
  const oldest = keys[keys.length - 1];
  if (source === null || oldest === undefined) return null;
  return createHmac('sha256', oldest).update(`name\0${source}`, 'utf8').digest().subarray(0, 16);
}
