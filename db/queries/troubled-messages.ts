import type { ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface TroubledMessage {
  id: string;
  kind: string;
  state: 'claimed' | 'in_doubt' | 'failed';
  attempts: number;
  claimedAt: Date | null;
  settledAt: Date | null;
  failure: string | null;
  pointKind: ContactPointKind;
  normalised: string | null;
}

const TROUBLED = {
  name: 'desk_troubled_messages',
  text: `
-- Messages that may or may not have left, or did not: found by the small partial index.
SELECT m.id, m.kind, m.state, m.attempts, m.claimed_at AS "claimedAt", m.settled_at AS "settledAt", m.failure,
       p.kind AS "pointKind", p.normalised
FROM message m JOIN contact_point p ON p.id = m.contact_point_id
WHERE m.state IN ('claimed', 'in_doubt', 'failed') ORDER BY m.claimed_at DESC NULLS LAST LIMIT $1`,
};

const TROUBLE_COUNTS = {
  name: 'desk_trouble_counts',
  text: `
-- How many of each.
SELECT state, count(*)::int AS count FROM message WHERE state IN ('claimed', 'in_doubt', 'failed') GROUP BY state`,
};

/** The newest messages in trouble, and how many there are of each kind. */
export async function troubledMessages(
  reader: Reader,
  limit: number,
): Promise<{ rows: TroubledMessage[]; counts: { state: TroubledMessage['state']; count: number }[] }> {
  const rows = await reader.query<TroubledMessage>(TROUBLED, [limit]);
  const counts = await reader.query<{ state: TroubledMessage['state']; count: number }>(TROUBLE_COUNTS);
  return { rows, counts };
}
