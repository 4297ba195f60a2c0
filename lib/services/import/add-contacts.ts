import { erasedDigests } from '../../../db/queries/erasure';
import { knownRefs } from '../../../db/queries/seed-people';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { erasedReferences } from '../../domain/erased-reference';
import { CHANNELS_OF_KIND } from '../../domain/vocabulary';
import { putContact } from '../contact/put-contact';
import type { ImportRow } from './import-row';

const IMPORT_CLIENT = '00000000-0000-7000-8000-000000000001';

/**
 * Makes the contacts that rows name and nobody knows yet, with those of their addresses that can be written to. One
 * that is known stays as it is: a list of choices is no system of record. Returns how many were made.
 */
export async function addContacts(ctx: Context, rows: readonly ImportRow[]): Promise<number> {
  const wanted = new Map<string, ImportRow>();
  for (const row of rows)
    if (row.externalRef !== null && row.addresses.length > 0 && !wanted.has(row.externalRef))
      wanted.set(row.externalRef, row);
  const known = await knownRefs(ctx.db.reader, [...wanted.keys()]);
  const digestsOf = (externalRef: string) => erasedReferences(externalRef, ctx.config.addressKeys);
  const erased = await erasedDigests(ctx.db.reader, [...wanted.keys()].flatMap(digestsOf));
  let added = 0;
  for (const [externalRef, row] of wanted) {
    // Who was erased is not brought back by a list.
    if (known.has(externalRef) || digestsOf(externalRef).some((digest) => erased.has(digest))) continue;
    const addresses = row.addresses.flatMap((address, index) => {
      const parsed = parseAddress(address, row.country ?? ctx.config.defaultCountry);
      if (!parsed.ok) return [];
      return [{ address, channels: CHANNELS_OF_KIND[parsed.address.kind], pointer: `#/addresses/${index}` }];
    });
    const { name, country } = row;
    const fields = { name, country, locale: null, timezone: null, company: null, position: null };
    await putContact(
      ctx,
      { externalRef, fields: { ...fields, subscriberType: 'unknown' }, addresses, actor: 'import' },
      { clientId: IMPORT_CLIENT, route: 'import', key: null, payload: '' },
    );
    added += 1;
  }
  return added;
}
