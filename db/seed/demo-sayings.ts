import type { EvidenceBody } from '../../lib/domain/consent-event';
import { EMAIL, MOBILE, POSTAL } from './demo-addresses';
import type { DemoSaying, DemoStatement } from './demo-person';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** An instant some weeks before the demo's today: whole weeks, so that what is recorded together stays few batches. */
export function weeksBefore(today: Date, weeks: number): Date {
  return new Date(today.getTime() - weeks * WEEK_MS);
}

type Said = Omit<DemoSaying, 'at'>;

function yes(
  channel: DemoStatement['channel'],
  sender: string,
  topic: string,
  notice: string,
): DemoStatement {
  return { act: 'given', channel, sender, topic, basis: 'consent', notice };
}

function byPerson(
  door: DemoSaying['door'],
  assurance: DemoSaying['assurance'],
  on: DemoSaying['on'],
  statements: DemoStatement[],
  evidence: EvidenceBody = {},
): Said {
  const page = `https://www.example.com/${door.replaceAll('_', '-')}`;
  return {
    earlierMs: 4_000,
    door,
    actor: 'person',
    assurance,
    on,
    statements,
    evidence: { page, ...evidence },
  };
}

/** Taken by the desk some hours after it was said, with the caller's words. */
function atDesk(
  on: DemoSaying['on'],
  statements: DemoStatement[],
  words: string,
  more: EvidenceBody = {},
): Said {
  const evidence = {
    medium: 'phone',
    words,
    script_version: '2024-03',
    call_reference: 'CALL-0001',
    ...more,
  };
  return {
    earlierMs: 5 * 60 * 60 * 1000,
    door: 'desk',
    actor: 'staff',
    assurance: 'asserted',
    on,
    statements,
    evidence,
  };
}

const lifting = (statement: DemoStatement): DemoStatement => ({ ...statement, lifting: true });

/** Joined on the site and confirmed: offers and new products by email. */
export const joined = byPerson('registration_confirmed', 'confirmed', EMAIL, [
  yes('email', 'northgate', 'offers', 'northgate-sign-up'),
  yes('email', 'northgate', 'new-products', 'northgate-sign-up'),
]);
export const joinedPrint = byPerson('registration_confirmed', 'confirmed', EMAIL, [
  yes('email', 'northgate-print', 'newsletter', 'northgate-print-sign-up'),
]);
export const wantsTexts = byPerson('account', 'signed_in', MOBILE, [
  yes('sms', 'northgate', 'offers', 'northgate-sign-up'),
]);
export const wantsCalls = byPerson('account', 'signed_in', MOBILE, [
  yes('phone', 'northgate', 'offers', 'northgate-calls'),
]);
export const wantsMagazine = byPerson('account', 'signed_in', POSTAL, [
  yes('post', 'northgate-print', 'magazine', 'northgate-print-sign-up'),
]);
export const wantsPartners = byPerson('preference_page', 'link', EMAIL, [
  yes('email', 'fellside-travel', 'holidays', 'partners'),
  yes('email', 'harbour-insurance', 'quotes', 'partners'),
  yes('email', 'bright-optics', 'binoculars', 'partners'),
]);
export const bought = byPerson(
  'registration',
  'asserted',
  EMAIL,
  [
    {
      act: 'given',
      channel: 'email',
      sender: 'northgate',
      topic: 'offers',
      basis: 'soft_opt_in',
      notice: 'northgate-checkout',
    },
  ],
  {
    soft_opt_in: {
      obtained_in: 'sale',
      reference: 'ORDER-1001',
      similar_products: 'outdoor clothing',
      refusal_offered: true,
      collected_by: 'northgate',
    },
  },
);
export const clickedOut = byPerson('one_click', 'link', EMAIL, [
  { act: 'withdrawn', channel: 'email', sender: 'northgate', topic: 'offers' },
]);
export const leftSender = byPerson('unsubscribe_page', 'link', EMAIL, [
  { act: 'withdrawn', channel: 'all', sender: 'northgate' },
]);
export const stoppedEverything = byPerson('opt_out_page', 'none', EMAIL, [
  { act: 'withdrawn', channel: 'all' },
]);
export const cameBack = byPerson('account', 'signed_in', EMAIL, [
  lifting(yes('email', 'northgate', 'offers', 'northgate-sign-up')),
]);
export const leftPartner = byPerson('preference_page', 'link', EMAIL, [
  { act: 'withdrawn', channel: 'email', sender: 'harbour-insurance', topic: 'quotes' },
]);
export const asked = byPerson('registration', 'asserted', EMAIL, [
  { act: 'requested', channel: 'email', sender: 'northgate', topic: 'offers', notice: 'northgate-sign-up' },
]);
export const textedStop: Said = {
  ...byPerson('sms_keyword', 'asserted', MOBILE, [{ act: 'withdrawn', channel: 'sms' }]),
  evidence: { words: 'STOP' },
};
export const complained: Said = {
  ...byPerson('complaint', 'asserted', EMAIL, [{ act: 'objected', channel: 'email' }]),
  actor: 'system',
  evidence: { report: 'abuse', source: 'feedback loop' },
};
export const importedYes: Said = {
  ...byPerson('import', 'asserted', EMAIL, [yes('email', 'northgate', 'offers', 'northgate-sign-up')]),
  actor: 'system',
  evidence: { source: 'old shop system', row: 1 },
};
export const deskNoCalls = atDesk(
  MOBILE,
  [
    { act: 'objected', channel: 'phone' },
    { act: 'objected', channel: 'automated_call' },
  ],
  'Please stop ringing me.',
);
export const deskNoPost = atDesk(
  POSTAL,
  [{ act: 'objected', channel: 'post', sender: 'northgate' }],
  'No more catalogues.',
  {
    medium: 'letter',
  },
);
export const deskHousehold = atDesk(
  'household',
  [{ act: 'objected', channel: 'post' }],
  'Nobody here wants any.',
  {
    medium: 'letter',
  },
);
export const deskYes = atDesk(
  MOBILE,
  [lifting(yes('phone', 'northgate', 'offers', 'northgate-calls'))],
  'I would like the calls again.',
  { own_request: true },
);
export const deskSlip = atDesk(
  EMAIL,
  [{ act: 'refused', channel: 'email', sender: 'northgate' }],
  'Stop the emails.',
);
export const deskUndo = atDesk(
  EMAIL,
  [{ act: 'invalidated', channel: 'email', sender: 'northgate', undoesSeq: 3 }],
  'Wrong person was on the screen.',
);
export const paused = (until: Date) =>
  byPerson('account', 'signed_in', EMAIL, [{ act: 'paused', stop: 'pause', channel: 'email', until }]);
export const joinedUntil = (until: Date): Said =>
  byPerson('registration_confirmed', 'confirmed', EMAIL, [
    { ...yes('email', 'northgate', 'events', 'northgate-sign-up'), until },
  ]);
/** A state of the whole contact: one event on each of its addresses. */
export const stopped = (stop: 'death' | 'restriction', on: number): Said => ({
  ...atDesk(
    on,
    [{ act: 'paused', stop, channel: 'all' }],
    stop === 'death' ? 'The family wrote.' : 'Please hold my data.',
  ),
  earlierMs: 60_000,
});
