import type { Writer } from '../../../db/client';
import { recordedInstructions } from '../../../db/queries/recorded-instructions';
import {
  addDisclosures,
  addRequests,
  type SeedRequest,
  setStatus,
  setUndeliverable,
} from '../../../db/queries/seed-people';
import { EMAIL } from '../../../db/seed/demo-addresses';
import { DEMO_STAFF, demoPeople } from '../../../db/seed/demo-people';
import { SEED_TODAY, seeded, seededId } from '../../../db/seed/seeded';
import type { Context } from '../../context';
import { record } from '../ledger/record';
import { addStaff } from '../staff-admin/add-staff';
import { applySetup } from './apply-setup';
import { addDemoContacts, type PlacedPerson } from './demo-contacts';
import { type DemoInstruction, demoInstructions } from './demo-instructions';
import { demoSetup } from './demo-setup';

export interface DemoReport {
  /** People and instructions added by this run; a second run adds none. */
  contacts: number;
  instructions: number;
}

const SPACE = { event: 0x102, request: 0x103, disclosure: 0x105 } as const;
const GIVEN_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
const DESK_DUE_MS = 28 * 24 * 60 * 60 * 1000;

/**
 * The demo: senders, topics, notices, staff of every role and a few hundred people in every state, the same on every
 * run. Choices go through `record`, at the instants they are told to have been said. Safe to repeat.
 */
export async function seedDemo(
  ctx: Context,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<DemoReport> {
  await applySetup(ctx, demoSetup());
  const staff = new Map<string, string>();
  for (const member of DEMO_STAFF) staff.set(member.role, (await addStaff(ctx, member)).id);
  // A clock that runs behind must not make the demo's people speak in the future.
  const today = ctx.now() < SEED_TODAY ? ctx.now() : SEED_TODAY;
  const people = demoPeople(today);
  const agentId = staff.get('agent') ?? null;
  const { placed, added: contacts } = await addDemoContacts(ctx, people);
  const instructions = await demoInstructions(ctx, placed, agentId);
  const fresh = await notRecorded(ctx, instructions);
  await sayInOrder(ctx, fresh, tell);
  const { senders } = await ctx.vocabulary.current();
  const partners = [...senders.values()].filter(({ kind }) => kind === 'third_party').map(({ no }) => no);
  await ctx.db.transaction(async (tx) => {
    await settle(tx, placed, instructions, agentId, today);
    await addDisclosures(tx, disclosuresOf(instructions, partners));
  });
  return { contacts, instructions: fresh.length };
}

async function notRecorded(ctx: Context, all: readonly DemoInstruction[]): Promise<DemoInstruction[]> {
  const pairs = all.flatMap(({ instruction }) =>
    instruction.utterances.map(({ point }) => ({ contactPointId: point.id, instructionId: instruction.id })),
  );
  const recorded = await recordedInstructions(ctx.db.reader, pairs);
  return all.filter(({ instruction }) => !recorded.has(instruction.id));
}

/** Records what was said at each instant together, as if it were then; all of it holds or nothing does. */
async function sayInOrder(
  ctx: Context,
  said: readonly DemoInstruction[],
  tell: (done: number, total: number) => void,
): Promise<void> {
  const instants = [...new Set(said.map(({ at }) => at.getTime()))].sort((a, b) => a - b);
  let done = 0;
  await ctx.db.transaction(async (tx) => {
    for (const instant of instants) {
      const together = said.filter(({ at }) => at.getTime() === instant);
      const outcomes = await record(
        asOf(ctx, instant),
        tx,
        together.map(({ instruction }) => instruction),
      );
      for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.refusal.detail);
      done += together.length;
      tell(done, said.length);
    }
  });
}

/** The context as it would have been then, with ids and salts that are the same on every run. */
function asOf(ctx: Context, instant: number): Context {
  const at = new Date(instant);
  const random = seeded(Math.floor(instant / 1000));
  let event = 0;
  return {
    ...ctx,
    now: () => at,
    newId: () => seededId(at, SPACE.event, event++),
    randomBytes: (size) => random.bytes(size),
  };
}

/** What of the demo is no choice: states of contacts, bounces, and the desk's list of requests. */
async function settle(
  tx: Writer,
  placed: readonly PlacedPerson[],
  instructions: readonly DemoInstruction[],
  agentId: string | null,
  today: Date,
): Promise<void> {
  const states = placed
    .filter(({ person }) => person.status !== 'active')
    .map(({ person, contactId }) => ({ id: contactId, status: person.status }));
  await setStatus(tx, states, today);
  const bouncing = placed
    .filter(({ person }) => person.undeliverable)
    .flatMap(({ points }) => points[EMAIL]?.map(({ id }) => id) ?? []);
  await setUndeliverable(tx, bouncing, today);
  if (agentId === null) return;
  await addRequests(
    tx,
    instructions.flatMap((said, n) => requestOf(said, n, agentId)),
  );
}

/** What partners were given a week after they got a yes, of people who said nothing more to them since. */
function disclosuresOf(instructions: readonly DemoInstruction[], partners: readonly number[]) {
  const rested = instructions.filter(({ person, instruction }) => {
    const last = person.sayings.findLast(({ statements }) =>
      statements.some(({ channel }) => channel === 'email' || channel === 'all'),
    );
    return last?.door === 'preference_page' && instruction.door === 'preference_page';
  });
  return rested.flatMap(({ instruction, at }, n) =>
    instruction.utterances.flatMap(({ point, statements }) =>
      statements
        .filter(({ act, senderNo }) => act === 'given' && partners.includes(senderNo))
        .map(({ senderNo }, m) => ({
          contactPointId: point.id,
          id: seededId(at, SPACE.disclosure, n * partners.length + m),
          senderNo,
          what: 'email address and name',
          disclosedAt: new Date(at.getTime() + GIVEN_AFTER_MS),
        })),
    ),
  );
}

function requestOf(said: DemoInstruction, n: number, staffId: string): SeedRequest[] {
  const { instruction, at } = said;
  const { medium, words, call_reference: callReference } = instruction.evidence;
  const acts = instruction.utterances.flatMap(({ statements }) => statements.map(({ act }) => act));
  const isOptOut = acts.some((act) => act === 'objected' || act === 'refused');
  if (instruction.door !== 'desk' || !isOptOut) return [];
  return [
    {
      id: seededId(at, SPACE.request, n),
      instructionId: instruction.id,
      staffId,
      contactId: instruction.utterances[0]?.contactId ?? null,
      contactPointIds: instruction.utterances.map(({ point }) => point.id),
      medium: String(medium),
      words: String(words),
      callReference: typeof callReference === 'string' ? callReference : null,
      readBack: said.readBack,
      receivedAt: instruction.saidAt,
      recordedAt: at,
      dueAt: new Date(instruction.saidAt.getTime() + DESK_DUE_MS),
      undoneAt: said.undoneAt,
    },
  ];
}
