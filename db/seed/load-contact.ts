import { type AppendPlan, emptyPlan, type LockedPoint, planInstruction } from '../../lib/domain/append';
import type { Instruction, PointRef, Statement } from '../../lib/domain/consent-event';
import { parseAddress } from '../../lib/domain/contact-point/address';
import { deriveId } from '../../lib/domain/contact-point/derivation';
import { locate, pointRef } from '../../lib/domain/contact-point/locate';
import { emptyState } from '../../lib/domain/permission';
import type { ChannelScope, Door, SubscriberType } from '../../lib/domain/vocabulary';
import { FIRST_NAMES, LAST_NAMES } from './names';
import { SEED_TODAY, type Seeded, seeded, seededId } from './seeded';

/** The numbers and notices of the demo's vocabulary that the load speaks of. */
export interface LoadVocabulary {
  own: { senderNo: number; topicNos: readonly number[]; noticeId: string };
  print: { senderNo: number; topicNos: readonly number[]; noticeId: string };
  partner: { senderNo: number; topicNos: readonly number[]; noticeId: string };
}

export interface LoadSettings {
  /** Events per contact, on average. */
  choices: number;
  addressKeys: readonly Uint8Array[];
  vocabulary: LoadVocabulary;
}

export interface LoadedContact {
  id: string;
  ref: string;
  name: string;
  country: string;
  subscriberType: SubscriberType;
  createdAt: Date;
  points: { ref: PointRef; channels: readonly ChannelScope[]; locked: LockedPoint }[];
  plan: AppendPlan;
}

const SPACE = { contact: 1, instruction: 2, event: 3 } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_SIGN_UP_DAYS = 700;
const LATEST_SIGN_UP_DAYS = 60;
/** Room for this many numbers of events and instructions in each contact's stretch. */
const IDS_PER_CONTACT = 1_000;
const COUNTRIES = ['GB', 'GB', 'GB', 'GB', 'GB', 'GB', 'GB', 'DE', 'US', 'CA'] as const;

/** The address of the load's `n`-th person. */
export function loadEmail(n: number): string {
  return `person${n}@example.com`;
}

/** The number of the load's `n`-th person, where they have one: in +44 6, which Ofcom has given to nobody. */
export function loadPhone(n: number): string | null {
  return n % 5 < 3 ? `+446${String(n).padStart(9, '0')}` : null;
}

/** The `n`-th person of the load (from 1), with their choices chained and projected as recording would. Pure. */
export function loadContact(n: number, settings: LoadSettings): LoadedContact {
  const random = seeded(n);
  const daysAgo = LATEST_SIGN_UP_DAYS + random.below(FIRST_SIGN_UP_DAYS - LATEST_SIGN_UP_DAYS);
  const createdAt = new Date(SEED_TODAY.getTime() - daysAgo * DAY_MS - random.below(DAY_MS));
  const contact: LoadedContact = {
    id: seededId(createdAt, SPACE.contact, n),
    ref: `load-${n}`,
    name: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    country: random.pick(COUNTRIES),
    subscriberType: n % 20 === 0 ? 'corporate' : n % 7 === 0 ? 'unknown' : 'individual',
    createdAt,
    points: [],
    plan: emptyPlan(),
  };
  addPoints(contact, n, settings.addressKeys);
  speak(contact, n, settings, random);
  return contact;
}

function addPoints(contact: LoadedContact, n: number, keys: readonly Uint8Array[]): void {
  const add = (ref: PointRef, channels: readonly ChannelScope[]) => {
    const { id } = ref;
    const locked = {
      id,
      lastSeq: 0,
      lastHash: null,
      state: emptyState(),
      noDoors: new Map(),
      repeats: new Map(),
      ledger: null,
    };
    contact.points.push({ ref, channels, locked });
  };
  add(plainRef('email', loadEmail(n), null, keys), ['email']);
  const phone = loadPhone(n);
  if (phone !== null) add(plainRef('phone', phone, 'GB', keys), ['phone', 'sms']);
  if (n % 5 === 0) add(postalRef(contact.name, n, keys), ['post']);
}

/** Addresses of the load are written as their normal form, so nothing needs parsing a million times over. */
function plainRef(
  kind: 'email' | 'phone',
  normalised: string,
  country: string | null,
  keys: readonly Uint8Array[],
): PointRef {
  const newest = keys[0];
  if (newest === undefined) throw new Error('no address key');
  return {
    id: deriveId(kind, normalised, newest),
    kind,
    keyEpoch: keys.length,
    typed: normalised,
    normalised,
    postcode: null,
    premisesId: null,
    country,
    extension: null,
  };
}

function postalRef(name: string, n: number, keys: readonly Uint8Array[]): PointRef {
  const postal = { name, lines: [`${n} Example Street`, 'Leeds'], postcode: 'LS1 1AA', country: 'GB' };
  const parsed = parseAddress({ postal }, 'GB');
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const located = locate(parsed.address, keys);
  return pointRef(located, located.ids[0] ?? '', keys);
}

interface Saying {
  door: Door;
  point: number;
  statements: Statement[];
}

function speak(contact: LoadedContact, n: number, settings: LoadSettings, random: Seeded): void {
  const points = new Map(contact.points.map(({ locked }) => [locked.id, locked]));
  let left = Math.max(1, settings.choices + ((n % 3) - 1));
  let saidAt = contact.createdAt;
  let event = 0;
  for (let turn = 0; left > 0; turn += 1) {
    const saying = sayingOf(turn, n, contact, settings.vocabulary);
    const statements = saying.statements.slice(0, left);
    left -= statements.length;
    const point = contact.points[saying.point] ?? contact.points[0];
    if (point === undefined) return;
    const instruction: Instruction = {
      id: seededId(saidAt, SPACE.instruction, n * IDS_PER_CONTACT + turn),
      saidAt,
      door: saying.door,
      actor: { kind: 'person', id: null },
      assurance: saying.door === 'one_click' ? 'link' : 'signed_in',
      evidence: { page: 'https://preferences.example.com/', user_agent: 'Load/1.0', contact: contact.ref },
      utterances: [{ point: point.ref, contactId: contact.id, statements }],
    };
    planInstruction(contact.plan, instruction, points, {
      now: saidAt,
      newId: () => seededId(saidAt, SPACE.event, n * IDS_PER_CONTACT + event++),
      randomBytes: (size) => random.bytes(size),
    });
    saidAt = new Date(saidAt.getTime() + DAY_MS + random.below(10 * DAY_MS));
  }
}

/** What a person says at each turn: joins, then a second address, then changes their mind in the usual ways. */
function sayingOf(turn: number, n: number, contact: LoadedContact, words: LoadVocabulary): Saying {
  const yes = (
    channel: ChannelScope,
    of: LoadVocabulary[keyof LoadVocabulary],
    topic: number,
    act: 'given' | 'renewed' = 'given',
  ): Statement => ({
    act,
    channel,
    senderNo: of.senderNo,
    topicNo: of.topicNos[topic % of.topicNos.length] ?? 0,
    basis: 'consent',
    noticeVersionId: of.noticeId,
    lifting: act === 'renewed',
  });
  const second = contact.points[1]?.ref.kind;
  if (turn === 0)
    return {
      door: 'registration_confirmed',
      point: 0,
      statements: [yes('email', words.own, 0), yes('email', words.own, 1)],
    };
  if (turn === 1 && second !== undefined)
    return {
      door: 'account',
      point: 1,
      statements: [yes(second === 'phone' ? 'sms' : 'post', words.own, 0)],
    };
  if (turn === 1) return { door: 'account', point: 0, statements: [yes('email', words.print, 0)] };
  const round = (turn + n) % 4;
  const { senderNo, topicNos } = words.own;
  if (round === 0) {
    const topicNo = topicNos[0] ?? 0;
    return {
      door: 'one_click',
      point: 0,
      statements: [{ act: 'withdrawn', channel: 'email', senderNo, topicNo }],
    };
  }
  if (round === 1)
    return {
      door: 'unsubscribe_page',
      point: 0,
      statements: [{ act: 'withdrawn', channel: 'email', senderNo, topicNo: 0 }],
    };
  if (round === 2) return { door: 'account', point: 0, statements: [yes('email', words.own, 0, 'renewed')] };
  return { door: 'account', point: 0, statements: [yes('email', words.partner, 0)] };
}
