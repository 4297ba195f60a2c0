import type { ActPlace } from '../../../lib/services/receipt/read-acts';

const PLACE = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A place in the history as it stands in an address: when, and the number of the act; nothing personal. */
export function writtenPlace({ saidAt, instructionId }: ActPlace): string {
  return `${saidAt.getTime()}.${instructionId}`;
}

/** Reads it back; null, the newest, for anything else. */
export function readPlace(text: string | undefined): ActPlace | null {
  const match = PLACE.exec(text ?? '');
  if (match === null) return null;
  return { saidAt: new Date(Number(match[1])), instructionId: match[2] ?? '' };
}
