import type { Writer } from '../../../db/client';
import { recordedInstructions } from '../../../db/queries/recorded-instructions';
import {
  addRequests,
  contactIds,
  knownRefs,
  type SeedRequest,
  setStatus,
  setUndeliverable,
} from '../../../db/queries/seed-people';
import { EMAIL } from '../../../db/seed/demo-addresses';
import { DEMO_STAFF, demoPeople } from '../../../db/seed/demo-people';
import type { DemoPerson } from '../../../db/seed/demo-person';
import { SEED_TODAY, seeded, seededId } from '../../../db/seed/seeded';
import type { Context } from '../../context';
import { putContact } from '../contact/put-contact';
import { record } from '../ledger/record';
import { addStaff } from '../staff-admin/add-staff';
import { applySetup } from './apply-setup';
import { type DemoInstruction, demoInstructions } from './demo-instructions';
import { demoSetup } from './demo-setup';

export interface DemoReport {
  /** People and instructions added by this run; a second run adds none. */
  contacts: number;
  instructions: number;
}

const SPACE = { contact: 0x101, event: 0x102, request: 0x103 } as const;
const DESK_DUE_MS = 28 * 24 * 60 * 60 * 1000;
const DEMO_CLIENT = '00000000-0000-7000-8000-00000000de30';

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
  const contacts = await addContacts(ctx, people, tell);
  const ids = await contactIds(
    ctx.db.reader,
    people.map(({ ref }) => ref),
  );
  const instructions = await demoInstructions(ctx, people, ids, staff.get('agent') ?? null);
  const fresh = await notRecorded(ctx, instructions);
  await sayInOrder(ctx, fresh);
  await ctx.db.transaction((tx) => settle(tx, people, ids, instructions, staff.get('agent') ?? null, today));
  return { contacts, instructions: fresh.length };
}

async function addContacts(
  ctx: Context,
  people: readonly DemoPerson[],
  tell: (done: number, total: number) => void,
): Promise<number> {
  const known = await knownRefs(
    ctx.db.reader,
    people.map(({ ref }) => ref),
  );
  let added = 0;
  for (const [n, person] of people.entries()) {
    tell(n + 1, people.length);
    if (known.has(person.ref)) continue;
    const { ref: externalRef, name, locale, country, subscriberType, company, createdAt } = person;
    const then: Context = {
      ...ctx,
      now: () => createdAt,
      newId: () => seededId(createdAt, SPACE.contact, n),
    };
    await putContact(
      then,
      {
        externalRef,
        fields: { name, locale, country, timezone: null, subscriberType, company, position: null },
        addresses: person.addresses.map((address, index) => ({
          ...address,
          pointer: `#/addresses/${index}`,
        })),
        actor: 'seed demo',
      },
      { clientId: DEMO_CLIENT, route: 'seed demo', key: null, payload: '' },
    );
    added += 1;
  }
  return added;
}

async function notRecorded(ctx: Context, all: readonly DemoInstruction[]): Promise<DemoInstruction[]> {
  const pairs = all.flatMap(({ instruction }) =>
    instruction.utterances.map(({ point }) => ({ contactPointId: point.id, instructionId: instruction.id })),
  );
  const recorded = await recordedInstructions(ctx.db.reader, pairs);
  return all.filter(({ instruction }) => !recorded.has(instruction.id));
}

/** Records what was said at each instant together, as if it were then. */
async function sayInOrder(ctx: Context, said: readonly DemoInstruction[]): Promise<void> {
  const instants = [...new Set(said.map(({ at }) => at.getTime()))].sort((a, b) => a - b);
  for (const instant of instants) {
    const together = said.filter(({ at }) => at.getTime() === instant);
    const at = new Date(instant);
    const random = seeded(Math.floor(instant / 1000));
    let event = 0;
    const then: Context = {
      ...ctx,
      now: () => at,
      newId: () => seededId(at, SPACE.event, event++),
      randomBytes: (size) => random.bytes(size),
    };
    const outcomes = await ctx.db.transaction((tx) =>
      record(
        then,
        tx,
        together.map(({ instruction }) => instruction),
      ),
    );
    for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.refusal.detail);
  }
}

/** What of the demo is no choice: states of contacts, bounces, and the desk's list of requests. */
async function settle(
  tx: Writer,
  people: readonly DemoPerson[],
  ids: ReadonlyMap<string, string>,
  instructions: readonly DemoInstruction[],
  agentId: string | null,
  today: Date,
): Promise<void> {
  const states = people.flatMap(({ ref, status }) => {
    const id = ids.get(ref);
    return status === 'active' || id === undefined ? [] : [{ id, status }];
  });
  await setStatus(tx, states, today);
  const bouncing = instructions
    .filter(({ person, on }) => person.undeliverable && on === EMAIL)
    .flatMap(({ instruction }) => instruction.utterances.map(({ point }) => point.id));
  await setUndeliverable(tx, [...new Set(bouncing)], today);
  if (agentId === null) return;
  await addRequests(
    tx,
    instructions.flatMap((said, n) => requestOf(said, n, agentId)),
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
