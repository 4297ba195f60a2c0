import { createHmac, timingSafeEqual } from 'node:crypto';
import { CHANNEL_SCOPES, type ChannelScope } from './vocabulary';

/** What a link stands for: one address, one topic, and the message that carried it. */
export interface LinkClaims {
  contactPointId: string;
  channel: ChannelScope;
  topicNo: number;
  /** The message that carried the link, or the registration it confirms; the nil UUID where none did. */
  messageId: string;
}

/** Each use has a key domain of its own: a token for one is not valid for another. */
export type LinkUse = 'unsubscribe' | 'preferences' | 'registration';

export const NIL_UUID = '00000000-0000-0000-0000-000000000000';

const VERSION = 1;
const CLAIM_BYTES = 39;
const MAC_BYTES = 16;
const TOKEN_BYTES = CLAIM_BYTES + MAC_BYTES;
/** Length of a token in base64url characters. */
export const TOKEN_LENGTH = Math.ceil((TOKEN_BYTES * 4) / 3);
/** 55 bytes leave four bits of the last character unused; only zeros there make the one spelling of a token. */
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{73}[AQgw]$/;

/** Keys of one use, newest first, with the id that stands in the token: the first byte of the key's fingerprint. */
export interface LinkKeyring {
  readonly keys: readonly { id: number; secrets: Record<LinkUse, Buffer> }[];
}

/** Prepares signing keys (newest first); each use gets a sub-key of its own by HMAC. */
export function linkKeyring(keys: readonly Uint8Array[]): LinkKeyring {
  return {
    keys: keys.map((key) => ({
      id: createHmac('sha256', key).update('sayso link key id').digest().readUInt8(0),
      secrets: {
        unsubscribe: subKey(key, 'unsubscribe'),
        preferences: subKey(key, 'preferences'),
        registration: subKey(key, 'registration'),
      },
    })),
  };
}

function subKey(key: Uint8Array, use: LinkUse): Buffer {
  return createHmac('sha256', key).update(`sayso link ${use} v1`).digest();
}

/**
 * Mints a token with the newest key: version and key id 1 byte each, contact point 16, channel 1, topic number 4,
 * message 16, MAC 16, as base64url: 74 characters (DESIGN §6).
 */
export function mintToken(claims: LinkClaims, use: LinkUse, keyring: LinkKeyring): string {
  const key = keyring.keys[0];
  if (key === undefined) throw new Error('no link key');
  const bytes = Buffer.allocUnsafe(TOKEN_BYTES);
  bytes[0] = VERSION;
  bytes[1] = key.id;
  writeUuid(bytes, 2, claims.contactPointId);
  bytes[18] = CHANNEL_SCOPES.indexOf(claims.channel);
  bytes.writeUInt32BE(claims.topicNo, 19);
  writeUuid(bytes, 23, claims.messageId);
  mac(bytes.subarray(0, CLAIM_BYTES), key.secrets[use]).copy(bytes, CLAIM_BYTES, 0, MAC_BYTES);
  return bytes.toString('base64url');
}

/**
 * Reads a token back, or null when it is not one of ours. The MAC is compared in constant time, against every key
 * with the token's key id, old ones included: links work for ever (promise 5).
 */
export function readToken(token: string, use: LinkUse, keyring: LinkKeyring): LinkClaims | null {
  if (token.length !== TOKEN_LENGTH || !TOKEN_SHAPE.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== TOKEN_BYTES || bytes[0] !== VERSION) return null;
  const claimed = bytes.subarray(0, CLAIM_BYTES);
  const given = bytes.subarray(CLAIM_BYTES);
  for (const key of keyring.keys) {
    if (key.id !== bytes[1]) continue;
    if (timingSafeEqual(mac(claimed, key.secrets[use]).subarray(0, MAC_BYTES), given)) return claimsOf(bytes);
  }
  return null;
}

function claimsOf(bytes: Buffer): LinkClaims | null {
  const channel = CHANNEL_SCOPES[bytes[18] ?? 255];
  if (channel === undefined) return null;
  const hex = bytes.toString('hex', 0, CLAIM_BYTES);
  return {
    contactPointId: uuidOf(hex, 4),
    channel,
    topicNo: bytes.readUInt32BE(19),
    messageId: uuidOf(hex, 46),
  };
}

function mac(claims: Buffer, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(claims).digest();
}

const HYPHEN = 45;

/** Writes a UUID's 16 bytes. Read by hand: this stands in every link of every message. */
function writeUuid(bytes: Buffer, offset: number, uuid: string): void {
  let at = offset;
  let high = -1;
  for (let i = 0; i < uuid.length; i++) {
    const code = uuid.charCodeAt(i);
    if (code === HYPHEN) continue;
    const digit = hexDigit(code);
    if (digit === -1) throw new Error('not a UUID');
    if (high === -1) high = digit;
    else {
      bytes[at++] = (high << 4) | digit;
      high = -1;
    }
  }
  if (at !== offset + 16 || high !== -1) throw new Error('not a UUID');
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function uuidOf(hex: string, at: number): string {
  return `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`;
}
