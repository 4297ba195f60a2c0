import type { ReceiptParty } from '../../lib/domain/receipt';
import type { Reader } from '../client';

const PARTIES = {
  name: 'receipts_parties',
  text: `
-- Every sender as a receipt names it, archived ones too: an old act may concern one.
SELECT no, slug, kind, name, legal_name AS "legalName", postal_address AS address, privacy_url AS "privacyUrl",
       contact_email AS email
FROM sender ORDER BY no`,
};

/** Everybody a receipt may have to name. */
export function receiptParties(reader: Reader): Promise<ReceiptParty[]> {
  return reader.query<ReceiptParty>(PARTIES);
}

const COUNTRY = {
  name: 'receipts_country',
  text: `
-- Where a contact is: whose law their receipts stand under.
SELECT country FROM contact WHERE id = $1`,
};

/** A contact's country (ISO 3166-1 alpha-2), or null when it is not known. */
export async function countryOfContact(reader: Reader, contactId: string): Promise<string | null> {
  const [row] = await reader.query<{ country: string | null }>(COUNTRY, [contactId]);
  return row?.country ?? null;
}
