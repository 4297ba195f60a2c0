import type { Reader } from '../client';

const RECORDED = {
  name: 'recorded_instructions',
  text: `
-- Which instructions are on a contact point's ledger already; each look-up goes by the point's own key.
SELECT DISTINCT q.instruction_id
FROM unnest($1::uuid[], $2::uuid[]) AS q (contact_point_id, instruction_id)
JOIN consent_event e ON e.contact_point_id = q.contact_point_id AND e.instruction_id = q.instruction_id`,
};

/** Of the given instructions, those that already wrote an event on one of the contact points named with them. */
export async function recordedInstructions(
  reader: Reader,
  asked: readonly { contactPointId: string; instructionId: string }[],
): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const rows = await reader.query<{ instruction_id: string }>(RECORDED, [
    asked.map(({ contactPointId }) => contactPointId),
    asked.map(({ instructionId }) => instructionId),
  ]);
  return new Set(rows.map((row) => row.instruction_id));
}
