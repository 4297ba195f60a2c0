import {
  type KnownPoint,
  knownPoints,
  type PrimaryPoint,
  primaryPoints,
} from '../../../db/queries/contact-points';
import { type FactsQuestion, readFacts } from '../../../db/queries/facts';
import { chosenFrequencies } from '../../../db/queries/frequency';
import type { ReadContext } from '../../context';
import { type ParsedAddress, parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { fullNameKeyOf, type Located, locate, readIdsOf } from '../../domain/contact-point/locate';
import { decide } from '../../domain/decide';
import type { AddressFacts, Decision, Question, Sender, Topic } from '../../domain/facts';
import { nameOfYes } from '../../domain/held-choice';
import { type Channel, KIND_OF_CHANNEL, type SubscriberType } from '../../domain/vocabulary';

/** A question as it was asked: an address, or a contact by external reference, or both. */
export interface AskedQuestion {
  id: string;
  address: RawAddress | null;
  contact: string | null;
  /** Instead of an address: a contact point this system already knows (a message about to be sent). */
  contactPointId?: string;
  /** Post, with `contactPointId`: asked in the name the yes on record was given under, to show somebody what holds. */
  inNameOfYes?: true;
  channel: Channel;
  sender: Sender;
  topic: Topic;
  at?: Date;
  country?: string;
  subscriberType?: SubscriberType;
  timezone?: string;
  /** Asked about a message of our own: when the last on this topic went to the address; null: never. */
  lastSentAt?: Date | null;
}

export interface AnsweredQuestion {
  id: string;
  decision: Decision;
  /** What the answer was made from; null when the question could not be put to the record. */
  read: { question: Question; facts: AddressFacts } | null;
  /** The address the answer is about, as typed, when only the contact was named. */
  primary?: string;
}

/** How long a denial for want of an address may be believed; short, since one may be added any moment. */
const UNADDRESSED_VALID_MS = 60_000;

interface Prepared {
  asked: AskedQuestion;
  facts: FactsQuestion | null;
  fullNameKey: string | null;
  primary: string | null;
  /** What the address itself shows; used before anything is stored about it. */
  addressCountry: string | null;
  /** Why the question cannot be put to the record at all. */
  fault: { code: 'undeliverable' | 'no_record'; detail: string } | null;
}

/**
 * Answers any number of questions with one set-based statement (a second look-up only where a question names a
 * contact, or a topic that offers a choice of how often). The only way to an `allow`; throws when the record cannot be read, so that no caller mistakes it for one.
 */
export async function decideQuestions(
  ctx: ReadContext,
  questions: readonly AskedQuestion[],
): Promise<AnsweredQuestion[]> {
  const prepared = await prepare(ctx, questions);
  const askable = prepared.filter((one): one is Prepared & { facts: FactsQuestion } => one.facts !== null);
  const read =
    askable.length === 0
      ? { version: 0, facts: [] }
      : await readFacts(
          ctx.db.reader,
          askable.map((one) => one.facts),
        );
  const vocabulary =
    read.version === 0 ? await ctx.vocabulary.current() : await ctx.vocabulary.atLeast(read.version);
  const paced = await withPace(ctx, askable, read.facts);
  const factsOf = new Map<Prepared, AddressFacts | undefined>(
    askable.map((one, index) => [one, paced[index]]),
  );
  const now = ctx.now();
  return prepared.map((one) => {
    const read = readOf(one, factsOf.get(one), now);
    const decision = read === null ? unaddressed(one, now) : decide([read.facts], read.question, vocabulary);
    return one.primary === null
      ? { id: one.asked.id, decision, read }
      : { id: one.asked.id, decision, read, primary: one.primary };
  });
}

/** Adds how often the address wants to hear, where the topic asked about offers a choice. */
async function withPace(
  ctx: ReadContext,
  askable: readonly (Prepared & { facts: FactsQuestion })[],
  facts: readonly AddressFacts[],
): Promise<readonly AddressFacts[]> {
  const offering = askable.filter(({ asked }) => asked.topic.frequencies.length > 0);
  if (offering.length === 0) return facts;
  const chosen = await chosenFrequencies(
    ctx.db.reader,
    offering.map((one) => one.facts),
  );
  const choiceOf = new Map(offering.map((one, index) => [one as Prepared, chosen[index] ?? null]));
  return facts.map((fact, index) => {
    const one = askable[index];
    const frequency = one === undefined ? null : (choiceOf.get(one) ?? null);
    return frequency === null ? fact : { ...fact, frequency };
  });
}

async function prepare(ctx: ReadContext, questions: readonly AskedQuestion[]): Promise<Prepared[]> {
  const byContact = questions.flatMap((asked) =>
    asked.contact === null ? [] : [{ externalRef: asked.contact, channel: asked.channel }],
  );
  const contacts = byContact.length === 0 ? null : await primaryPoints(ctx.db.reader, byContact);
  const points = await pointsOf(ctx, questions);
  let position = 0;
  return questions.map((asked) => {
    const named = asked.contact === null ? undefined : contacts?.get(position++);
    if (asked.contact !== null && named === undefined) {
      return faulty(asked, 'no_record', 'No contact has this external reference.');
    }
    if (asked.contactPointId !== undefined) {
      const point = points.get(asked.contactPointId);
      if (point === undefined) return ask(asked, [asked.contactPointId], null, null, null);
      const { addressKeys } = ctx.config;
      return ask(asked, readIdsOf(point, addressKeys), null, nameAt(point, addressKeys), null);
    }
    if (asked.address === null) return askPrimary(ctx, asked, named);
    const parsed = parseAddress(asked.address, asked.country ?? ctx.config.defaultCountry);
    if (!parsed.ok) return faulty(asked, 'undeliverable', parsed.problem.message);
    if (parsed.address.kind !== KIND_OF_CHANNEL[asked.channel]) {
      return faulty(
        asked,
        'undeliverable',
        `The channel ${asked.channel} does not travel to this kind of address.`,
      );
    }
    return askLocated(ctx, asked, parsed.address, named?.contact_id ?? null);
  });
}

/** What named contact points stand for: only where their other ids matter (several keys, or post). */
async function pointsOf(
  ctx: ReadContext,
  questions: readonly AskedQuestion[],
): Promise<ReadonlyMap<string, KnownPoint>> {
  const several = ctx.config.addressKeys.length > 1;
  const ids = questions.flatMap(({ contactPointId, channel }) =>
    contactPointId !== undefined && (several || channel === 'post') ? [contactPointId] : [],
  );
  return ids.length === 0 ? new Map() : knownPoints(ctx.db.reader, ids);
}

/** Post only: whose yes counts at a known contact point, by the name the address was typed with (its first line). */
function nameAt(point: KnownPoint, keys: readonly Uint8Array[]): string | null {
  const named = point.kind === 'postal' && point.normalised?.includes('#') === true;
  return named
    ? (fullNameKeyOf(point.typed?.split('\n', 1)[0] ?? null, keys)?.toString('hex') ?? null)
    : null;
}

/** A question that names a contact and no address: its primary address for the channel. */
function askPrimary(ctx: ReadContext, asked: AskedQuestion, named: PrimaryPoint | undefined): Prepared {
  if (named === undefined || named.contact_point_id === null || named.kind === null) {
    return faulty(asked, 'no_record', 'The contact has no address for this channel.');
  }
  const { addressKeys } = ctx.config;
  const ids = readIdsOf(
    { id: named.contact_point_id, kind: named.kind, normalised: named.normalised },
    addressKeys,
  );
  const nameKey = named.kind === 'postal' ? fullNameKeyOf(named.name, addressKeys) : null;
  return ask(asked, ids, named.contact_id, nameKey?.toString('hex') ?? null, named.typed ?? named.normalised);
}

function askLocated(
  ctx: ReadContext,
  asked: AskedQuestion,
  address: ParsedAddress,
  contactId: string | null,
): Prepared {
  const located: Located = locate(address, ctx.config.addressKeys);
  const prepared = ask(asked, located.readIds, contactId, located.fullNameKey?.toString('hex') ?? null, null);
  prepared.addressCountry = address.country;
  return prepared;
}

function ask(
  asked: AskedQuestion,
  ids: readonly string[],
  contactId: string | null,
  fullNameKey: string | null,
  primary: string | null,
): Prepared {
  return {
    asked,
    facts: {
      contactPointIds: ids,
      channel: asked.channel,
      senderNo: asked.sender.no,
      topicNo: asked.topic.no,
      contactId,
    },
    fullNameKey,
    primary,
    addressCountry: null,
    fault: null,
  };
}

function faulty(asked: AskedQuestion, code: 'undeliverable' | 'no_record', detail: string): Prepared {
  return {
    asked,
    facts: null,
    fullNameKey: null,
    primary: null,
    addressCountry: null,
    fault: { code, detail },
  };
}

function readOf(one: Prepared, facts: AddressFacts | undefined, now: Date): AnsweredQuestion['read'] {
  if (facts === undefined) return null;
  const question = questionOf(one, now);
  const { channel, sender, topic } = question;
  const name =
    one.asked.inNameOfYes === true && channel === 'post'
      ? nameOfYes(facts, { channel, senderNo: sender.no, topicNo: topic.no })
      : null;
  if (name !== null) question.fullNameKey = name;
  return { question, facts: withCountry(facts, one) };
}

function questionOf(one: Prepared, now: Date): Question {
  const { asked } = one;
  const question: Question = {
    channel: asked.channel,
    sender: asked.sender,
    topic: asked.topic,
    at: asked.at ?? now,
  };
  if (asked.country !== undefined) question.country = asked.country;
  if (asked.subscriberType !== undefined) question.subscriberType = asked.subscriberType;
  if (asked.timezone !== undefined) question.timezone = asked.timezone;
  if (asked.lastSentAt !== undefined) question.lastSentAt = asked.lastSentAt;
  if (one.fullNameKey !== null) question.fullNameKey = one.fullNameKey;
  return question;
}

function withCountry(facts: AddressFacts, one: Prepared): AddressFacts {
  if (facts.country !== null || one.addressCountry === null) return facts;
  return { ...facts, country: one.addressCountry };
}

function unaddressed(one: Prepared, now: Date): Decision {
  return {
    answer: 'deny',
    reasons: [
      {
        code: one.fault?.code ?? 'no_record',
        detail: one.fault?.detail ?? 'Nothing is recorded about this address.',
        source: 'House rule: unknown is no',
      },
    ],
    reliedOn: [],
    policy: { pack: 'house', version: '2026-11-22', rule: 'address' },
    validUntil: new Date(now.getTime() + UNADDRESSED_VALID_MS),
  };
}
