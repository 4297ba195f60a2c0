import fc from 'fast-check';
import type { Instruction } from '../../domain/consent-event';
import { ACTS, type Act, NO_ACTS, YES_ACTS } from '../../domain/vocabulary';

/** Who speaks at which door, and whether the house lets them lift a refusal (DESIGN §5), written down plainly. */
export interface Speaker {
  speaks: Pick<Instruction, 'door' | 'actor' | 'assurance' | 'evidence'> & { liftScope?: boolean };
  lifts: boolean;
}

const person = { kind: 'person', id: null } as const;
const client = { kind: 'api_client', id: null } as const;
const staff = { kind: 'staff', id: null } as const;
const SCRIPTED = { script_version: '7', call_reference: 'C-1', own_request: true };

export const SPEAKERS: readonly Speaker[] = [
  { speaks: { door: 'account', actor: person, assurance: 'signed_in', evidence: { page: 1 } }, lifts: true },
  {
    speaks: { door: 'preference_page', actor: person, assurance: 'link', evidence: { page: 2 } },
    lifts: true,
  },
  {
    speaks: {
      door: 'registration_confirmed',
      actor: person,
      assurance: 'confirmed',
      evidence: { form: 'f' },
    },
    lifts: true,
  },
  { speaks: { door: 'desk', actor: staff, assurance: 'asserted', evidence: SCRIPTED }, lifts: true },
  {
    speaks: { door: 'api', actor: client, assurance: 'confirmed', evidence: { key: 'k' }, liftScope: true },
    lifts: true,
  },
  {
    speaks: { door: 'api', actor: client, assurance: 'asserted', evidence: { key: 'k' }, liftScope: true },
    lifts: false,
  },
  { speaks: { door: 'api', actor: client, assurance: 'signed_in', evidence: { key: 'k' } }, lifts: false },
  {
    speaks: {
      door: 'desk',
      actor: staff,
      assurance: 'asserted',
      evidence: { ...SCRIPTED, own_request: false },
    },
    lifts: false,
  },
  {
    speaks: {
      door: 'desk',
      actor: staff,
      assurance: 'asserted',
      evidence: { script_version: '7', own_request: true },
    },
    lifts: false,
  },
  { speaks: { door: 'account', actor: staff, assurance: 'signed_in', evidence: { page: 1 } }, lifts: false },
  {
    speaks: { door: 'import', actor: client, assurance: 'signed_in', evidence: SCRIPTED, liftScope: true },
    lifts: false,
  },
  {
    speaks: { door: 'registration', actor: person, assurance: 'asserted', evidence: { form: 'f' } },
    lifts: false,
  },
  {
    speaks: { door: 'one_click', actor: person, assurance: 'link', evidence: { ip: '203.0.113.9' } },
    lifts: false,
  },
  { speaks: { door: 'opt_out_page', actor: person, assurance: 'none', evidence: { page: 3 } }, lifts: false },
  {
    speaks: {
      door: 'complaint',
      actor: { kind: 'system', id: null },
      assurance: 'none',
      evidence: { report: 'r' },
    },
    lifts: false,
  },
];
/** Only the desk takes back a slip. */
export const DESK: Speaker = SPEAKERS[3] as Speaker;

/** What makes a yes one that must be turned away, or null for a sound one. */
const FAULTS = [
  'no evidence',
  'no notice',
  'unknown notice',
  'narrow notice',
  'no basis',
  'every channel',
  'every topic',
  'other channel',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Senders and topics by name; the test knows their numbers. `all` is the reserved 0. */
export type Scope = {
  channel: 'email' | 'sms' | 'all';
  sender: 'brand' | 'partner' | 'all';
  topic: 'offers' | 'news' | 'partnerOffers' | 'all';
};
export const CELLS = [
  { channel: 'email', sender: 'brand', topic: 'offers' },
  { channel: 'email', sender: 'brand', topic: 'news' },
  { channel: 'email', sender: 'partner', topic: 'partnerOffers' },
] as const satisfies readonly Scope[];
const WIDE: readonly Scope[] = [
  { channel: 'all', sender: 'all', topic: 'all' },
  { channel: 'email', sender: 'all', topic: 'all' },
  { channel: 'email', sender: 'brand', topic: 'all' },
  { channel: 'all', sender: 'brand', topic: 'offers' },
  { channel: 'sms', sender: 'brand', topic: 'offers' },
];

/** One thing said at one door. Hours count from the start of the history; the n-th saying is recorded in hour n. */
export type Saying = { speaker: Speaker; hour: number } & (
  | { kind: 'yes'; act: Act; scope: Scope; lifting: boolean; untilHour: number | null; fault: Fault | null }
  | { kind: 'no'; act: Act; scope: Scope }
  | { kind: 'stop'; act: 'paused' | 'resumed'; channel: 'email' | 'all'; untilHour: number | null }
  | { kind: 'undo'; of: number }
);

export const LONGEST = 12;
/** Close together, so that ties, repeats and late news are common; a few more than a day ago, a few yet to come. */
const hour = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: LONGEST }) },
  { weight: 2, arbitrary: fc.integer({ min: -30, max: 0 }) },
  { weight: 1, arbitrary: fc.integer({ min: LONGEST, max: LONGEST + 30 }) },
);
const anyAct = (acts: readonly Act[]) => fc.constantFrom(...ACTS.filter((act) => acts.includes(act)));
const untilHour = fc.option(fc.integer({ min: 0, max: 2 * LONGEST }), { freq: 5 });

const yesBy = (speaker: fc.Arbitrary<Speaker>, scope: fc.Arbitrary<Scope>): fc.Arbitrary<Saying> =>
  fc.record({
    kind: fc.constant('yes' as const),
    act: anyAct(YES_ACTS),
    speaker,
    hour,
    scope,
    lifting: fc.oneof(fc.constant(true), fc.boolean()),
    untilHour,
    fault: fc.oneof(
      { weight: 7, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...FAULTS) },
    ),
  });
const refusalBy = (speaker: fc.Arbitrary<Speaker>, scope: fc.Arbitrary<Scope>) =>
  fc.record({ kind: fc.constant('no' as const), act: anyAct(NO_ACTS), speaker, hour, scope });
const stopBy = (speaker: fc.Arbitrary<Speaker>): fc.Arbitrary<Saying> =>
  fc.record({
    kind: fc.constant('stop' as const),
    act: fc.constantFrom('paused' as const, 'resumed' as const),
    speaker,
    hour,
    channel: fc.constantFrom('email' as const, 'all' as const),
    untilHour,
  });
const undo: fc.Arbitrary<Saying> = fc.record({
  kind: fc.constant('undo' as const),
  speaker: fc.constant(DESK),
  hour,
  of: fc.nat({ max: LONGEST / 2 }),
});

const anybody = fc.constantFrom(...SPEAKERS);
/** A no of any scope, by anybody. */
export const refusal = refusalBy(anybody, fc.constantFrom<Scope>(...CELLS, ...WIDE));

/**
 * What one person says over half a day, in the order in which it reaches us. Few doors and few scopes in one history,
 * so that words meet: repeats through one door, a wide no around a narrow yes.
 */
export const history: fc.Arbitrary<Saying[]> = fc
  .record({
    doors: fc.uniqueArray(anybody, { minLength: 1, maxLength: 2 }),
    lifter: fc.constantFrom(...SPEAKERS.filter(({ lifts }) => lifts)),
    cell: fc.constantFrom<Scope>(...CELLS),
    wide: fc.constantFrom<Scope>(...WIDE),
  })
  .chain(({ doors, lifter, cell, wide }) => {
    const speaker = fc.constantFrom(...doors);
    // The desk is among them often enough: only what it took can be taken back.
    const either = fc.oneof(
      { weight: 2, arbitrary: speaker },
      { weight: 4, arbitrary: fc.constant(lifter) },
      { weight: 1, arbitrary: fc.constant(DESK) },
    );
    const yes = yesBy(
      either,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(cell) },
        { weight: 1, arbitrary: fc.constantFrom<Scope>(...CELLS) },
      ),
    );
    const no = refusalBy(either, fc.constantFrom(cell, wide));
    return fc.array(
      fc.oneof(
        { weight: 6, arbitrary: yes },
        { weight: 6, arbitrary: no },
        { weight: 1, arbitrary: stopBy(speaker) },
        { weight: 2, arbitrary: undo },
      ),
      { minLength: 1, maxLength: LONGEST },
    );
  });
