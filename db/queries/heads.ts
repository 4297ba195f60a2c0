import type { ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** How far a contact point's ledger goes. */
export interface HeadRow {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  lastSeq: number;
}

const HEADS = {
  name: 'heads_of',
  text: `
-- How far the ledgers of a few contact points go; those never stored are left out.
SELECT id, kind, key_epoch AS "keyEpoch", last_seq AS "lastSeq" FROM contact_point WHERE id = ANY ($1::uuid[]) ORDER BY id`,
};

/** The heads of contact points, in order of id. */
export function headsOf(reader: Reader, ids: readonly string[]): Promise<HeadRow[]> {
  return reader.query<HeadRow>(HEADS, [ids]);
}
