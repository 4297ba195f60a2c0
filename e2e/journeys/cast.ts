import { EMAIL, MOBILE } from '../../db/seed/demo-addresses';
import { demoPeople } from '../../db/seed/demo-people';
import type { DemoPerson } from '../../db/seed/demo-person';
import { SEED_TODAY } from '../../db/seed/seeded';

/** Somebody of the demo, by the addresses a journey needs. */
export interface Person {
  name: string;
  email: string;
  /** As it is written at home, such as `07700 900123`. */
  mobile: string;
}

const british = demoPeople(SEED_TODAY).filter(
  ({ country, status, undeliverable }) => country === 'GB' && status === 'active' && !undeliverable,
);
/** Said yes to Northgate's offers and new products by email, and nothing else. */
const JOINED = british.filter(
  ({ sayings: [only, ...more] }) =>
    only?.door === 'registration_confirmed' && only.statements.length === 2 && more.length === 0,
);
/** Said yes to both brands, all partners, the magazine by post and Northgate's offers by text. */
const KEEN = british.filter(({ sayings }) => sayings.length === 5);

/** Said yes to Northgate's offers and new products by email, and once to its texts, which they stopped by a text. */
const STOPPED_TEXTS = british.filter(({ sayings }) => sayings.at(-1)?.door === 'sms_keyword');

/** A company brought them; they have said nothing yet. */
const QUIET = british.filter(({ sayings }) => sayings.length === 0);

/**
 * The people of one journey. Each journey of each project has its own (`turn` counts them from 0), so that what one
 * does is never met by another.
 */
export function castFor(
  project: string,
): Record<'joined' | 'keen' | 'stoppedTexts' | 'quiet', (turn: number) => Person> {
  const side = project === 'plain' ? 1 : 0;
  const take = (people: readonly DemoPerson[]) => (turn: number) => personOf(people[2 * turn + side]);
  return {
    joined: take(JOINED),
    keen: take(KEEN),
    stoppedTexts: take(STOPPED_TEXTS),
    quiet: take(QUIET),
  };
}

function personOf(person: DemoPerson | undefined): Person {
  const email = person?.addresses[EMAIL]?.address;
  const mobile = person?.addresses[MOBILE]?.address;
  if (person === undefined || email === undefined || mobile === undefined)
    throw new Error('the demo has nobody left for this journey');
  if (!('email' in email) || !('phone' in mobile))
    throw new Error('the demo keeps its addresses in another order');
  return { name: person.name, email: email.email, mobile: mobile.phone };
}
