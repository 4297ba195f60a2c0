import type {
  Assurance,
  Basis,
  Channel,
  ChannelScope,
  ContactStatus,
  Deliverability,
  Door,
  Frequency,
  ReasonCode,
  Register,
  SenderKind,
  StopKind,
  SubscriberType,
} from './vocabulary';

/** A sender as deciding needs it. `no` is permanent; 0 is never a sender, it means *all* in a scope. */
export interface Sender {
  no: number;
  slug: string;
  kind: SenderKind;
  name: string;
  /** Brand colour `#rrggbb` of its pages and emails. */
  colour?: string | null;
  archived: boolean;
}

/** A topic belongs to one sender; an essential one cannot be refused and carries no marketing. */
export interface Topic {
  no: number;
  slug: string;
  senderNo: number;
  name: string;
  essential: boolean;
  /** How often a person may choose to hear about it; empty: no choice is offered. */
  frequencies: readonly Frequency[];
  archived: boolean;
}

/** What a published notice version names: a yes resting on it holds for these only. Empty topics = every topic of the senders. */
export interface NoticeCoverage {
  id: string;
  channels: readonly Channel[];
  senderNos: readonly number[];
  topicNos: readonly number[];
  basis: Basis;
  publishedAt: Date;
}

/** A dated record that legitimate interest was weighed for one sender × topic × channel. */
export interface Assessment {
  id: string;
  senderNo: number;
  topicNo: number;
  channel: Channel;
  validFrom: Date;
  validUntil: Date | null;
}

/** Our newest copy of an outside register. */
export interface RegisterSnapshot {
  register: Register;
  takenAt: Date;
}

/** One instant of a permission with the event behind it. */
export interface NoInstant {
  at: Date;
  eventId: string;
  door: Door;
}
export interface YesInstant {
  at: Date;
  eventId: string;
  door: Door;
  assurance: Assurance;
  basis: Basis;
  noticeVersionId: string | null;
  hasEvidence: boolean;
  effectiveUntil: Date | null;
  /** Post only: digest of the folded full name; a yes holds for that name alone. */
  fullNameKey: string | null;
}
export interface LiftInstant {
  at: Date;
  eventId: string;
}

/** A row of the projection on one of the address's contact points; `all` and 0 mark a wide scope. */
export interface PermissionFact {
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  no: NoInstant | null;
  yes: YesInstant | null;
  lift: LiftInstant | null;
}

/** A pause, restriction, death or erasure in force from its start until it ends (null = until ended by an act). */
export interface StopFact {
  kind: StopKind;
  channel: ChannelScope;
  eventId: string;
  from: Date;
  until: Date | null;
}

/** A contact linked to the address now. */
export interface ContactFact {
  id: string;
  subscriberType: SubscriberType;
  country: string | null;
  status: ContactStatus;
  timezone: string | null;
}

/** How often the address wants to hear about what is asked, as it was said last. */
export interface FrequencyFact {
  frequency: Frequency;
  since: Date;
  choiceId: string;
}

/** Everything stored about one address that an answer may depend on. */
export interface AddressFacts {
  /** Country the address itself shows (a number's region, a postal address's country); null when it shows none. */
  country: string | null;
  deliverability: Deliverability;
  contacts: readonly ContactFact[];
  stops: readonly StopFact[];
  permissions: readonly PermissionFact[];
  /** Outside registers that list the number, with the date of listing. */
  listings: readonly { register: Register; listedAt: Date }[];
  /** A double opt-in was asked for this cell and has not been confirmed. */
  requested: { at: Date; eventId: string } | null;
  /** Null when nothing was chosen, or the topic offers no choice. */
  frequency: FrequencyFact | null;
}

/** Small slow-changing tables, the same for every question of a batch. */
export interface Vocabulary {
  version: number;
  senders: ReadonlyMap<number, Sender>;
  topics: ReadonlyMap<number, Topic>;
  notices: ReadonlyMap<string, NoticeCoverage>;
  assessments: readonly Assessment[];
  registers: readonly RegisterSnapshot[];
}

/** May we contact this address, by this channel, for this sender and topic, at this instant? */
export interface Question {
  channel: Channel;
  sender: Sender;
  topic: Topic;
  at: Date;
  /** What the caller knows better than the record, if anything. */
  country?: string;
  subscriberType?: SubscriberType;
  timezone?: string;
  /** Post only: digest of the folded full name asked about. */
  fullNameKey?: string;
  /** Asked by the one who sends: when it last sent to the address on this topic; null never. Left out, pace is not judged. */
  lastSentAt?: Date | null;
}

export interface Reason {
  code: ReasonCode;
  /** One plain sentence for the reader of the answer. */
  detail: string;
  /** The law, standard or house rule it rests on. */
  source: string;
}

export interface Decision {
  answer: 'allow' | 'deny';
  /** Never empty; the first is the one that settled it. */
  reasons: readonly Reason[];
  /** Ids of the consent events (or assessment) the answer rests on. */
  reliedOn: readonly string[];
  policy: { pack: string; version: string; rule: string };
  /** The answer must be asked for again after this instant. */
  validUntil: Date;
  /** No more often than this, where the topic offers a choice. */
  frequency?: Frequency;
  /** Denied for nothing but coming too soon: when it may go. */
  dueAt?: Date;
}
