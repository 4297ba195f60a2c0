import { createHash } from 'node:crypto';

/**
 * The id of the message that a cause (an announcement, a refusal) makes for one contact point: always the same, so
 * that a job run twice makes no second message. A UUIDv8 (RFC 9562 §5.8) of SHA-256 over both ids.
 */
export function deriveMessageId(cause: string, contactPointId: string): string {
  const digest = createHash('sha256').update(`message\0${cause}\0${contactPointId}`).digest();
  digest.writeUInt8(0x80 | (digest.readUInt8(6) & 0x0f), 6);
  digest.writeUInt8(0x80 | (digest.readUInt8(8) & 0x3f), 8);
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
