import { readSetup, type StoredNotice } from '../../../db/queries/setup';
import { POSTAL } from '../../../db/seed/demo-addresses';
import type { DemoPerson, DemoSaying, DemoStatement } from '../../../db/seed/demo-person';
import { seededId } from '../../../db/seed/seeded';
import type { Context } from '../../context';
import type { Instruction, PointRef, Statement, Utterance } from '../../domain/consent-event';
import { type Located, premisesRef } from '../../domain/contact-point/locate';
import { type SlugIndex, slugIndex } from '../../domain/slug-index';
import { ALL } from '../../domain/vocabulary';
import type { PlacedPerson } from './demo-contacts';

/** An instruction of the demo, with when it is to be recorded and what it comes from. */
export interface DemoInstruction {
  instruction: Instruction;
  at: Date;
  person: DemoPerson;
  on: DemoSaying['on'];
  readBack: string;
  undoneAt: Date | null;
}

const INSTRUCTION_SPACE = 0x104;
/** Room for this many sayings of each person among the numbers of ids. */
const SAYINGS_PER_PERSON = 100;

/** What the people of the demo said, as instructions on the contact points of their addresses. */
export async function demoInstructions(
  ctx: Context,
  placed: readonly PlacedPerson[],
  agentId: string | null,
): Promise<DemoInstruction[]> {
  const { notices } = await readSetup(ctx.db.reader);
  const index = slugIndex(await ctx.vocabulary.current());
  const instructions: DemoInstruction[] = [];
  for (const [n, { person, contactId, located, points }] of placed.entries()) {
    for (const [turn, saying] of person.sayings.entries()) {
      const statements = saying.statements.map((statement) => toStatement(statement, index, notices));
      instructions.push({
        instruction: {
          id: seededId(saying.at, INSTRUCTION_SPACE, n * SAYINGS_PER_PERSON + turn),
          saidAt: new Date(saying.at.getTime() - saying.earlierMs),
          door: saying.door,
          actor: { kind: saying.actor, id: saying.actor === 'staff' ? agentId : null },
          assurance: saying.assurance,
          evidence: saying.evidence,
          utterances: pointsOf(ctx, saying.on, located, points).map(
            (point): Utterance => ({
              point,
              contactId,
              fullNameKey: nameKeyOf(saying.on, located),
              statements,
            }),
          ),
        },
        at: saying.at,
        person,
        on: saying.on,
        readBack: readBackOf(saying.statements),
        undoneAt: undoneAt(person, saying),
      });
    }
  }
  return instructions;
}

function pointsOf(
  ctx: Context,
  on: DemoSaying['on'],
  located: readonly Located[],
  points: readonly (readonly PointRef[])[],
): readonly PointRef[] {
  if (on !== 'household') return points[on] ?? [];
  const postal = located[POSTAL];
  const premises = postal === undefined ? null : premisesRef(postal, ctx.config.addressKeys);
  return premises === null ? [] : [premises];
}

function nameKeyOf(on: DemoSaying['on'], located: readonly Located[]): Buffer | null {
  return on === 'household' ? null : (located[on]?.fullNameKey ?? null);
}

function toStatement(said: DemoStatement, index: SlugIndex, notices: readonly StoredNotice[]): Statement {
  const sender = said.sender === undefined ? undefined : index.sender(said.sender);
  const topic =
    sender === undefined || said.topic === undefined ? undefined : index.topic(sender, said.topic);
  const notice = notices.find(({ slug, language }) => slug === said.notice && language === 'en');
  if (
    (said.sender !== undefined && sender === undefined) ||
    (said.topic !== undefined && topic === undefined) ||
    (said.notice !== undefined && notice === undefined)
  )
    throw new Error(
      `the demo names something that is not set up: ${said.sender} ${said.topic} ${said.notice}`,
    );
  const statement: Statement = {
    act: said.act,
    channel: said.channel,
    senderNo: sender?.no ?? ALL,
    topicNo: topic?.no ?? ALL,
  };
  if (said.basis !== undefined) statement.basis = said.basis;
  if (notice !== undefined) statement.noticeVersionId = notice.id;
  if (said.lifting !== undefined) statement.lifting = said.lifting;
  if (said.until !== undefined) statement.effectiveUntil = said.until;
  if (said.stop !== undefined) statement.stop = said.stop;
  if (said.undoesSeq !== undefined) statement.undoesSeq = said.undoesSeq;
  return statement;
}

function readBackOf(statements: readonly DemoStatement[]): string {
  const channels = statements.map(({ channel }) =>
    channel === 'all' ? 'any channel' : channel.replace('_', ' '),
  );
  const from = statements[0]?.sender ?? 'anybody';
  return `No more marketing by ${channels.join(' and ')} from ${from}. This holds from now.`;
}

function undoneAt(person: DemoPerson, saying: DemoSaying): Date | null {
  if (saying.door !== 'desk') return null;
  const undo = person.sayings.find(({ statements }) => statements.some(({ act }) => act === 'invalidated'));
  return undo === undefined || undo === saying ? null : undo.at;
}
