import { createHmac } from 'node:crypto';
import type { ContactPointKind } from '../vocabulary';

export type AddressKind = ContactPointKind;

/** The id of a contact point: always derived from its address, never minted. */
export type ContactPointId = string & { readonly __brand: 'ContactPointId' };

/**
 * The version of every normaliser in this folder together. Frozen: ids derived with it stand for ever, so a
 * change of any key it makes is a new version beside it, not an edit.
 */
export const NORMALISER_VERSION = 1;

/** Written and read within one synchronous call. */
const scratch = Buffer.alloc(16);

/**
 * The contact point id of a normalised address: a UUIDv8 (RFC 9562 §5.8) whose 122 free bits are, in order,
 * the first 122 bits of HMAC-SHA-256(key, kind ‖ 0x00 ‖ normalised).
 */
export function deriveId(kind: AddressKind, normalised: string, key: Uint8Array): ContactPointId {
  const mac = createHmac('sha256', key).update(`${kind}\0${normalised}`, 'utf8').digest();
  const bits32 = mac.readUInt32BE(4);
  const bits64 = mac.readUInt32BE(8);
  const bits96 = mac.readUInt32BE(12);
  mac.copy(scratch, 0, 0, 6);
  scratch.writeUInt16BE(0x8000 | ((bits32 >>> 4) & 0xfff), 6);
  scratch.writeUInt32BE((0x80000000 | ((bits32 & 0xf) << 26) | (bits64 >>> 6)) >>> 0, 8);
  scratch.writeUInt32BE((((bits64 & 0x3f) << 26) | (bits96 >>> 6)) >>> 0, 12);
  const hex = scratch.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as ContactPointId;
}

/** The ids of one address under every key, newest key first as given. */
export function derivedIds(
  kind: AddressKind,
  normalised: string,
  keys: readonly Uint8Array[],
): ContactPointId[] {
  return keys.map((key) => deriveId(kind, normalised, key));
}
