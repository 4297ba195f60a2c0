import type { ContactStatus, SubscriberType } from '../../lib/domain/vocabulary';
import { addressesOf, EMAIL, MOBILE, placeOf } from './demo-addresses';
import type { DemoPerson, DemoSaying } from './demo-person';
import * as says from './demo-sayings';
import { weeksBefore } from './demo-sayings';
import { FIRST_NAMES, LAST_NAMES } from './names';
import { seeded } from './seeded';

/** The demo's first person: joined, with partners, texts and the magazine; whose preference link a start prints. */
export const DEMO_PERSON_EMAIL = 'ada.abbott.0@example.com';

/** Who works the desk of the demo. */
export const DEMO_STAFF = [
  { email: 'agent@example.com', name: 'Agent of the demo', role: 'agent' },
  { email: 'manager@example.com', name: 'Manager of the demo', role: 'manager' },
  { email: 'auditor@example.com', name: 'Auditor of the demo', role: 'auditor' },
  { email: 'admin@example.com', name: 'Administrator of the demo', role: 'admin' },
] as const;

type Said = Omit<DemoSaying, 'at'>;

/** A kind of person: what they said, from the first to the last, and what else is so about them. */
interface Kind {
  says: (today: Date, addresses: number) => readonly Said[];
  status?: ContactStatus;
  subscriberType?: SubscriberType;
  undeliverable?: true;
  /** Uses the email address of the person before. */
  shares?: true;
}

const everywhere = (stop: 'death' | 'restriction', addresses: number) =>
  Array.from({ length: addresses }, (_, on) => says.stopped(stop, on));

/** Every state the system knows, once; the demo goes round them. */
const KINDS: readonly Kind[] = [
  { says: () => [says.joined, says.joinedPrint, says.wantsPartners, says.wantsMagazine, says.wantsTexts] },
  { says: () => [says.joined] },
  { says: () => [says.bought] },
  { says: () => [says.joined, says.clickedOut] },
  { says: () => [says.joined, says.joinedPrint, says.leftSender] },
  { says: () => [says.joined, says.wantsPartners, says.stoppedEverything] },
  { says: () => [says.joined, says.leftSender, says.cameBack] },
  { says: () => [says.joined, says.deskNoCalls] },
  { says: (today) => [says.joined, says.paused(weeksBefore(today, -13))] },
  { says: () => [says.asked] },
  { says: (today) => [says.joinedUntil(weeksBefore(today, 2))] },
  { says: () => [] },
  { says: () => [], subscriberType: 'corporate' },
  { says: () => [says.stoppedEverything], shares: true },
  { says: () => [says.joined, says.deskHousehold] },
  { says: (_, addresses) => [says.joined, ...everywhere('death', addresses)], status: 'deceased' },
  { says: (_, addresses) => [says.joined, ...everywhere('restriction', addresses)], status: 'restricted' },
  { says: () => [says.joined], undeliverable: true },
  { says: () => [says.leftSender, says.importedYes] },
  { says: () => [says.joined, says.wantsCalls, says.deskNoCalls, says.deskYes] },
  { says: () => [says.joined, says.complained] },
  { says: () => [says.joined, says.wantsTexts, says.textedStop] },
  { says: () => [says.joined, says.deskSlip, says.deskUndo] },
  { says: () => [says.wantsPartners, says.leftPartner] },
  { says: () => [says.bought, says.deskNoPost], subscriberType: 'corporate' },
];

/** Goes round the kinds with a number of places that shares no factor with them, so that every pair comes up. */
const PEOPLE = KINDS.length * 13;
const FIRST_WEEK = 104;

/** The people of the demo and all they said, before `today`. Pure; the same on every run. */
export function demoPeople(today: Date): DemoPerson[] {
  const people: DemoPerson[] = [];
  for (let n = 0; n < PEOPLE; n += 1) people.push(demoPerson(n, today, people[n - 1]));
  return people;
}

function demoPerson(n: number, today: Date, before: DemoPerson | undefined): DemoPerson {
  const random = seeded(n + 1);
  const kind = KINDS[n % KINDS.length];
  if (kind === undefined) throw new Error('no kind');
  const place = placeOf(n);
  const name = n === 0 ? 'Ada Abbott' : `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
  const addresses = addressesOf(n, name);
  const shared = before?.addresses[EMAIL];
  if (kind.shares === true && shared !== undefined) addresses[EMAIL] = shared;
  const subscriberType = kind.subscriberType ?? (n % 9 === 4 ? 'unknown' : 'individual');
  let weeks = FIRST_WEEK - random.below(20);
  const createdAt = weeksBefore(today, weeks);
  const sayings = kind
    .says(today, addresses.length)
    .filter((saying) => saying.on !== MOBILE || place.mobile !== null)
    .map((saying) => {
      weeks -= 1 + random.below(9);
      return { ...saying, at: weeksBefore(today, weeks) };
    });
  return {
    ref: `demo-${n}`,
    name,
    country: place.country,
    locale: place.locale,
    subscriberType,
    company: subscriberType === 'corporate' ? `Example Company ${n} Limited` : null,
    createdAt,
    status: kind.status ?? 'active',
    undeliverable: kind.undeliverable ?? false,
    addresses,
    sayings,
  };
}
