import { addAccess, storedSearch } from '../../../db/queries/desk';
import {
  type FoundPerson,
  personsByName,
  personsByPoints,
  personsByPostcode,
} from '../../../db/queries/persons';
import type { Context } from '../../context';
import { parseAddressForRefusal } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { meaningOf, parseSearchQuery, type SearchMeaning, type SearchQuery } from './search-query';

export type { FoundPerson } from '../../../db/queries/persons';

export interface SearchResults {
  query: SearchQuery;
  meaning: SearchMeaning;
  people: readonly FoundPerson[];
  /** More were found than are shown. */
  cut: boolean;
}

const LIMIT = 50;
const NAME_MIN_CHARS = 3;

/**
 * Runs a search the same member of staff stored, and writes down that they looked and at whom; null when it is gone.
 * A number or address is found in any spelling, under every key.
 */
export async function findPeople(
  ctx: Context,
  staff: StaffActor,
  searchId: string,
): Promise<SearchResults | null> {
  assertMay(staff, 'look');
  const stored = await storedSearch(ctx.db.reader, searchId, staff.id);
  const query = stored === null ? null : parseSearchQuery(stored);
  if (query === null) return null;
  const meaning = meaningOf(query, ctx.config.defaultCountry);
  const found = await lookUp(ctx, meaning);
  const people = found.slice(0, LIMIT);
  await ctx.db.transaction((tx) =>
    addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'search',
      contactId: null,
      contactPointId: null,
      detail: { search: searchId, by: byWhat(meaning), contacts: people.map((person) => person.id) },
    }),
  );
  return { query, meaning, people, cut: found.length > LIMIT };
}

function lookUp(ctx: Context, meaning: SearchMeaning): Promise<FoundPerson[]> {
  const { reader } = ctx.db;
  switch (meaning.kind) {
    case 'address': {
      const located = parseAddressForRefusal(meaning.address, ctx.config.defaultCountry).map((address) =>
        locate(address, ctx.config.addressKeys),
      );
      const ids = located.flatMap((one) => one.ids);
      const premises = located.flatMap((one) =>
        one.address.kind !== 'postal' ? [] : one.premisesIds.length > 0 ? one.premisesIds : one.ids,
      );
      return personsByPoints(reader, ids, premises, LIMIT + 1);
    }
    case 'postcode':
      return personsByPostcode(reader, meaning.postcode, LIMIT + 1);
    case 'name':
      return meaning.words.join('').length < NAME_MIN_CHARS
        ? Promise.resolve([])
        : personsByName(reader, meaning.words, LIMIT + 1);
    default:
      return meaning satisfies never;
  }
}

function byWhat(meaning: SearchMeaning): string {
  return meaning.kind === 'address' ? (Object.keys(meaning.address)[0] ?? 'address') : meaning.kind;
}
