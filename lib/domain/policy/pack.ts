import type { CallingHours } from '../calling-hours';
import type { Basis, Channel, Register } from '../vocabulary';

export type PackId = 'uk' | 'eu' | 'us' | 'ca';

/** How a rule treats the line's subscriber; unknown is treated as individual before a rule is chosen. */
export type RuleSubscriber = 'individual' | 'corporate';
export type RuleId = `${Channel}.${RuleSubscriber}`;

/** The bases on which a recorded yes may permit marketing. */
export type PermittingBasis = Extract<Basis, 'consent' | 'soft_opt_in'>;

/** The answer when nobody said anything: no · yes with a legitimate-interest assessment · yes. */
export type DefaultAnswer = 'deny' | 'allow_with_assessment' | 'allow';

/** An outside register a rule looks at before its default may permit. */
export interface RegisterRule {
  register: Register;
  /** A copy must be strictly younger than this when the message goes out. */
  maxAgeDays: number;
  /** `required`: no fresh copy, no permission. `heeded`: voluntary, binds from the first copy we hold. */
  need: 'required' | 'heeded';
  /** A yes on one of these bases holds whatever the register says. */
  passedBy: readonly PermittingBasis[];
  source: string;
}

/** What holds for one channel and one type of subscriber. */
export interface ChannelRule {
  id: RuleId;
  default: DefaultAnswer;
  /** Overrides the default when the message is addressed to a person by name. */
  defaultWhenNamed?: DefaultAnswer;
  permits: readonly { basis: PermittingBasis; source: string }[];
  registers: readonly RegisterRule[];
  hours: CallingHours | null;
  /** Where the default comes from. */
  source: string;
  /** Where the duty to heed a refusal comes from. */
  objectionSource: string;
}

/** One version of one jurisdiction's rules: data, in force from `validFrom` until just before `validUntil`. */
export interface PolicyPack {
  id: PackId;
  /** The date it came into force, as its name. */
  version: string;
  validFrom: Date;
  validUntil: Date | null;
  /** ISO 3166-1 alpha-2 codes it speaks for, and no others. */
  countries: readonly string[];
  /** IANA zone taken when nothing nearer is known about where the person is. */
  timezone: string;
  rules: Readonly<Record<RuleId, ChannelRule>>;
}
