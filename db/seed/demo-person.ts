import type { EvidenceBody } from '../../lib/domain/consent-event';
import type { RawAddress } from '../../lib/domain/contact-point/address';
import type {
  Act,
  ActorKind,
  Assurance,
  Basis,
  Channel,
  ChannelScope,
  ContactStatus,
  Door,
  StopKind,
  SubscriberType,
} from '../../lib/domain/vocabulary';

/** What somebody of the demo says about one cell, in slugs. No sender means all, no topic means every topic. */
export interface DemoStatement {
  act: Act;
  channel: ChannelScope;
  sender?: string;
  topic?: string;
  basis?: Basis;
  notice?: string;
  lifting?: boolean;
  until?: Date;
  stop?: StopKind;
  undoesSeq?: number;
}

/** One breath of somebody of the demo. */
export interface DemoSaying {
  /** When it was recorded; it was said `earlierMs` before. */
  at: Date;
  earlierMs: number;
  door: Door;
  actor: ActorKind;
  assurance: Assurance;
  evidence: EvidenceBody;
  /** Position among the person's addresses, or the whole household at the postal one. */
  on: number | 'household';
  statements: DemoStatement[];
}

export interface DemoPerson {
  ref: string;
  name: string;
  country: string;
  locale: string;
  subscriberType: SubscriberType;
  company: string | null;
  createdAt: Date;
  status: ContactStatus;
  undeliverable: boolean;
  addresses: { address: RawAddress; channels: readonly Channel[] }[];
  sayings: DemoSaying[];
}
