import type { CallingHours, DayWindow } from '../calling-hours';
import type { ChannelRule, PolicyPack, RegisterRule, RuleId } from './pack';

const WEEKDAY: readonly DayWindow[] = [{ opensAtMinute: 8 * 60, closesAtMinute: 21 * 60 }];
const WEEKEND: readonly DayWindow[] = [{ opensAtMinute: 9 * 60, closesAtMinute: 21 * 60 }];

/** No statute sets hours; the trade's voluntary code does, and the house keeps to it. */
const UK_HOURS: CallingHours = {
  week: [WEEKEND, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKEND],
  source: 'DMA Code (voluntary), kept as a house rule: Mon-Fri 8-21, Sat-Sun 9-21 local time',
};

// Reg 21(3) excuses calls to numbers listed for less than 28 days. The house does not use that excuse:
// a listing binds from the first copy that shows it, whatever its date.
const TPS: RegisterRule = {
  register: 'tps',
  maxAgeDays: 28,
  need: 'required',
  passedBy: ['consent'],
  source: 'PECR 2003 reg 21(1)(b), 21(3) and 21(4)',
};
const CTPS: RegisterRule = { ...TPS, register: 'ctps' };
const FPS: RegisterRule = { ...TPS, register: 'fps', source: 'PECR 2003 reg 20 and reg 25' };
const MPS: RegisterRule = {
  register: 'mps',
  maxAgeDays: 31,
  need: 'heeded',
  passedBy: ['consent'],
  source: 'Mailing Preference Service (DMA and CAP codes, voluntary), kept as a house rule',
};

const ELECTRONIC_MAIL = [
  { basis: 'consent', source: 'PECR 2003 reg 22(2)' },
  { basis: 'soft_opt_in', source: 'PECR 2003 reg 22(3)' },
] as const;
const CORPORATE_MAIL_SOURCE = 'UK GDPR Art 6(1)(f); PECR 2003 reg 22 protects individual subscribers only';
const MAIL_OBJECTION = 'PECR 2003 reg 22; UK GDPR Art 21(3)';

/** STANDARDS §20 rows 1 to 12. The charities' soft opt-in, reg 22(3A), is left out: no sender here is one. */
const RULES: Readonly<Record<RuleId, ChannelRule>> = {
  'email.individual': {
    id: 'email.individual',
    default: 'deny',
    permits: ELECTRONIC_MAIL,
    registers: [],
    hours: null,
    source: 'PECR 2003 reg 22(2)',
    objectionSource: MAIL_OBJECTION,
  },
  'email.corporate': {
    id: 'email.corporate',
    default: 'allow_with_assessment',
    permits: ELECTRONIC_MAIL,
    registers: [],
    hours: null,
    source: CORPORATE_MAIL_SOURCE,
    objectionSource: MAIL_OBJECTION,
  },
  'post.individual': {
    id: 'post.individual',
    default: 'allow_with_assessment',
    permits: [{ basis: 'consent', source: 'UK GDPR Art 6(1)(a)' }],
    registers: [MPS],
    hours: null,
    source: 'UK GDPR Art 6(1)(f)',
    objectionSource: 'UK GDPR Art 21(3)',
  },
  'post.corporate': {
    id: 'post.corporate',
    default: 'allow',
    defaultWhenNamed: 'allow_with_assessment',
    permits: [{ basis: 'consent', source: 'UK GDPR Art 6(1)(a)' }],
    registers: [],
    hours: null,
    source: 'Post to a company is outside PECR 2003; UK GDPR Art 6(1)(f) where a person is named',
    objectionSource: 'UK GDPR Art 21(3)',
  },
  'phone.individual': {
    id: 'phone.individual',
    default: 'allow_with_assessment',
    permits: [{ basis: 'consent', source: 'PECR 2003 reg 21(4)' }],
    registers: [TPS],
    hours: UK_HOURS,
    source: 'PECR 2003 reg 21(1); UK GDPR Art 6(1)(f)',
    objectionSource: 'PECR 2003 reg 21(1)(a)',
  },
  'phone.corporate': {
    id: 'phone.corporate',
    default: 'allow',
    permits: [{ basis: 'consent', source: 'PECR 2003 reg 21(4)' }],
    registers: [TPS, CTPS],
    hours: UK_HOURS,
    source: 'PECR 2003 reg 21(1)',
    objectionSource: 'PECR 2003 reg 21(1)(a)',
  },
  'automated_call.individual': automatedCall('automated_call.individual'),
  'automated_call.corporate': automatedCall('automated_call.corporate'),
  'sms.individual': {
    id: 'sms.individual',
    default: 'deny',
    permits: ELECTRONIC_MAIL,
    registers: [],
    hours: UK_HOURS,
    source: 'PECR 2003 reg 22(2)',
    objectionSource: MAIL_OBJECTION,
  },
  'sms.corporate': {
    id: 'sms.corporate',
    default: 'allow_with_assessment',
    permits: ELECTRONIC_MAIL,
    registers: [],
    hours: UK_HOURS,
    source: CORPORATE_MAIL_SOURCE,
    objectionSource: MAIL_OBJECTION,
  },
  'fax.individual': {
    id: 'fax.individual',
    default: 'deny',
    permits: [{ basis: 'consent', source: 'PECR 2003 reg 20' }],
    registers: [],
    hours: null,
    source: 'PECR 2003 reg 20',
    objectionSource: 'PECR 2003 reg 20',
  },
  'fax.corporate': {
    id: 'fax.corporate',
    default: 'allow',
    permits: [{ basis: 'consent', source: 'PECR 2003 reg 20' }],
    registers: [FPS],
    hours: null,
    source: 'PECR 2003 reg 20',
    objectionSource: 'PECR 2003 reg 20',
  },
};

/** Reg 19 asks for consent to automated calls in particular, of companies as of individuals. */
function automatedCall(id: RuleId): ChannelRule {
  return {
    id,
    default: 'deny',
    permits: [{ basis: 'consent', source: 'PECR 2003 reg 19' }],
    registers: [],
    hours: UK_HOURS,
    source: 'PECR 2003 reg 19',
    objectionSource: 'PECR 2003 reg 19',
  };
}

const UK = { id: 'uk', countries: ['GB'], timezone: 'Europe/London', rules: RULES } as const;

/**
 * The United Kingdom (PECR 2003 as amended, UK GDPR). Jersey, Guernsey and the Isle of Man share its
 * dialling code, not its law, and are not in it. A change of law is a new version, never an edit.
 */
export const UK_PACKS: readonly PolicyPack[] = [
  {
    ...UK,
    version: '2018-05-25',
    validFrom: new Date('2018-05-24T23:00:00Z'),
    validUntil: new Date('2026-02-05T00:00:00Z'),
  },
  // The Data (Use and Access) Act 2025 changes of this day touch penalties and charities, no rule above.
  { ...UK, version: '2026-02-05', validFrom: new Date('2026-02-05T00:00:00Z'), validUntil: null },
];
