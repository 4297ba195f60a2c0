import type { Reader, Writer } from '../../../db/client';
import { headsOf } from '../../../db/queries/heads';
import { lockHeads } from '../../../db/queries/record';
import { bareRef, readIdsOf } from '../../domain/contact-point/locate';
import type { SeenLedgers } from '../../domain/said-boxes';
import type { ContactPointKind } from '../../domain/vocabulary';

/** An address with what is needed to find every contact point whose nos bind it. */
export interface BoundPoint {
  id: string;
  kind: ContactPointKind;
  normalised: string | null;
}

/** Every contact point whose nos bind one of these addresses: other keys' ids, and for post the premises. */
export function boundIds(points: readonly BoundPoint[], keys: readonly Uint8Array[]): string[] {
  return [...new Set(points.flatMap((point) => readIdsOf(point, keys)))];
}

/** How far those ledgers go, for a page to carry along. Read before what the page shows: a no in between is then newer. */
export async function seenLedgers(reader: Reader, ids: readonly string[]): Promise<SeenLedgers> {
  return new Map((await headsOf(reader, ids)).map(({ id, lastSeq }) => [id, lastSeq]));
}

/** Locks those that exist, so that nothing is said at them until the caller's transaction ends. */
export async function lockBound(tx: Writer, ids: readonly string[]): Promise<void> {
  const heads = await headsOf(tx, ids);
  await lockHeads(
    tx,
    heads.map(({ id, kind, keyEpoch }) => bareRef(id, kind, keyEpoch)),
  );
}
