import { checkPermissions } from '../../lib/services/ledger/rebuild-permissions';
import { verifyLedger } from '../../lib/services/ledger/verify-ledger';
import type { Choice } from './choices';
import { type Judgement, judge, type Stored } from './judge';
import type { Site } from './site';

export interface LedgerCheck extends Judgement {
  events: number;
  contactPoints: number;
  contacts: number;
}

/** Reads back the whole ledger: who was promised what, the chains, the evidence, and every permission. */
export async function checkLedger(site: Site, choices: readonly Choice[]): Promise<LedgerCheck> {
  const judged = judge(
    once(choices).filter((choice) => choice.marks.length > 0),
    await storedMarks(site),
  );
  const ledger = await verifyLedger(site.ctx);
  const permissions = await checkPermissions(site.ctx);
  const faults = [...judged.faults];
  for (const { contactPointId, seq, kind } of ledger.faults)
    faults.push(`chain: ${kind} at ${seq} of ${contactPointId}`);
  faults.push(...ledger.unguarded);
  if (ledger.withoutEvidence > 0)
    faults.push(`${ledger.withoutEvidence} events stand without their evidence`);
  for (const { contactPointId, row, key, found } of permissions.differences)
    faults.push(`${row} ${key} of ${contactPointId} ${found} from what the ledger says`);
  const contacts = await checkContacts(site, choices, faults);
  return { ...judged, faults, events: ledger.events, contactPoints: ledger.contactPoints, contacts };
}

/** A choice that was sent in two goes is one choice. */
function once(choices: readonly Choice[]): Choice[] {
  return [...new Set(choices)];
}

async function storedMarks(site: Site): Promise<Stored[]> {
  return site.database.asOwner<Stored & Record<string, unknown>>(
    `SELECT contact_point_id AS "pointId",
            CASE WHEN act IN ('given', 'renewed') THEN 'yes' ELSE 'no' END AS effect,
            channel, sender_no AS "senderNo", topic_no AS "topicNo", count(*)::int AS events
       FROM consent_event GROUP BY 1, 2, 3, 4, 5`,
  );
}

/** An acknowledged contact is there with all its addresses; one nobody was told of is there so or not at all. */
async function checkContacts(site: Site, choices: readonly Choice[], faults: string[]): Promise<number> {
  const rows = await site.database.asOwner<{ externalRef: string; addresses: number }>(
    `SELECT c.external_ref AS "externalRef", count(u.contact_point_id)::int AS addresses
       FROM contact c LEFT JOIN contact_contact_point u ON u.contact_id = c.id AND u.detached_at IS NULL
      WHERE c.external_ref IS NOT NULL GROUP BY 1`,
  );
  const stored = new Map(rows.map((row) => [row.externalRef, row.addresses]));
  for (const { contact, acknowledgedAt } of choices) {
    if (contact === null) continue;
    const addresses = stored.get(contact.externalRef);
    if (addresses === undefined && acknowledgedAt === null) continue;
    if (addresses !== contact.addresses)
      faults.push(
        `contact ${contact.externalRef}: ${addresses ?? 'no'} addresses instead of ${contact.addresses}`,
      );
  }
  return rows.length;
}
