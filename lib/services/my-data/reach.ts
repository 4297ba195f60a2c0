import type { UseRow } from '../../../db/queries/my-data';
import { type RecordedAtAddress, type Whose, whose } from '../../domain/my-data/whose';

/** A person with the addresses they use or used, as far as their data reaches. */
export interface Own {
  contactId: string;
  /** Every address they use or ever used. */
  pointIds: readonly string[];
  /** Those of them that nobody else ever used. */
  alone: readonly string[];
  /** Places their postal addresses are at. */
  premises: readonly string[];
  reaches(record: RecordedAtAddress): Whose;
}

/** How far the data of a person reaches, by the uses they made of addresses. */
export function reachOf(contactId: string, addresses: readonly UseRow[]): Own {
  const uses = addresses.map((use) => ({ ...use, contactPointId: use.id }));
  const distinct = (ids: readonly string[]) => [...new Set(ids)];
  return {
    contactId,
    pointIds: distinct(addresses.map(({ id }) => id)),
    alone: distinct(addresses.filter(({ everShared }) => !everShared).map(({ id }) => id)),
    premises: distinct(addresses.flatMap(({ premisesId }) => premisesId ?? [])),
    reaches: (record) => whose(record, contactId, uses),
  };
}
