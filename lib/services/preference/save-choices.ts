import { type HeldPoint, pointsOfContact } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { EvidenceBody, Instruction, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import type { Vocabulary } from '../../domain/facts';
import { covers } from '../../domain/refuse-instruction';
import { ACT_EFFECT } from '../../domain/vocabulary';
import { record } from '../ledger/record';
import { fullNameKeyOf } from './full-name-key';
import { type CellQuestion, type HeldCell, readCells } from './read-cells';

/** What a signed-in person sent from their panel. Only boxes that were shown can change. */
export interface SaidChoices {
  contactId: string;
  name: string | null;
  shown: readonly CellQuestion[];
  /** Boxes that stood ticked when the page was shown. */
  wereTicked: readonly CellQuestion[];
  ticked: readonly CellQuestion[];
  /** "Stop this" boxes of what is sent by default. */
  refused: readonly CellQuestion[];
  /** Notices whose words stood beside the boxes. */
  noticeIds: readonly string[];
  evidence: EvidenceBody;
}

export interface SavedChoices {
  yes: number;
  no: number;
  /** Yeses that could not be taken: their words had changed, or no notice shown names them. Nos always are. */
  notTaken: number;
}

/**
 * Records the changes of a panel: a no for each box unticked or stopped, a yes for each box newly ticked, on every
 * address of that channel. A box left alone says nothing, whatever another tab did meanwhile.
 */
export async function saveChoices(ctx: Context, said: SaidChoices): Promise<SavedChoices> {
  const [points, vocabulary] = await Promise.all([
    pointsOfContact(ctx.db.reader, said.contactId),
    ctx.vocabulary.current(),
  ]);
  const shown = said.shown.filter((cell) => isChoosable(cell, vocabulary));
  const stopped = shown.filter(
    (cell) => has(said.refused, cell) || (has(said.wereTicked, cell) && !has(said.ticked, cell)),
  );
  const agreed = shown.filter((cell) => !has(said.wereTicked, cell) && has(said.ticked, cell));
  const wanted = [...stopped, ...agreed].flatMap((cell) =>
    points.filter((point) => point.channels.includes(cell.channel)).map((point) => ({ point, cell })),
  );
  const held = await readCells(ctx, wanted);
  const nos = instruction(ctx, said, points, (point) => noStatements(point, stopped, held));
  const yeses = instruction(ctx, said, points, (point) =>
    yesStatements(point, agreed, held, said, vocabulary),
  );
  const outcomes = await ctx.db.transaction((tx) =>
    record(
      ctx,
      tx,
      [nos, yeses].filter((one) => one.utterances.length > 0),
    ),
  );
  const yesTaken = outcomes.find((outcome) => outcome.instructionId === yeses.id)?.ok === true;
  const covered = agreed.filter((cell) => noticeFor(cell, said.noticeIds, vocabulary) !== null).length;
  const yes = yesTaken ? covered : 0;
  return { yes, no: stopped.length, notTaken: agreed.length - yes };
}

function noStatements(
  point: HeldPoint,
  stopped: readonly CellQuestion[],
  held: readonly HeldCell[],
): Statement[] {
  return stopped
    .filter((cell) => point.channels.includes(cell.channel))
    .map((cell) => ({ act: noAct(stateAt(held, point, cell)), ...cell }));
}

/** Withdrawn ends a consent; objected answers marketing that never rested on one (DESIGN §2). */
function noAct(state: HeldCell['state'] | null): 'withdrawn' | 'objected' | 'refused' {
  if (state === 'yes') return 'withdrawn';
  return state === 'by_default' ? 'objected' : 'refused';
}

function yesStatements(
  point: HeldPoint,
  agreed: readonly CellQuestion[],
  held: readonly HeldCell[],
  said: SaidChoices,
  vocabulary: Vocabulary,
): Statement[] {
  return agreed
    .filter((cell) => point.channels.includes(cell.channel) && stateAt(held, point, cell) !== 'yes')
    .flatMap((cell) => {
      const noticeVersionId = noticeFor(cell, said.noticeIds, vocabulary);
      if (noticeVersionId === null) return [];
      return [{ act: 'given', ...cell, basis: 'consent', noticeVersionId, lifting: true }];
    });
}

function noticeFor(cell: CellQuestion, ids: readonly string[], vocabulary: Vocabulary): string | null {
  return (
    ids.find((id) => {
      const notice = vocabulary.notices.get(id);
      return notice !== undefined && covers(notice, cell.channel, cell.senderNo, cell.topicNo);
    }) ?? null
  );
}

function instruction(
  ctx: Context,
  said: SaidChoices,
  points: readonly HeldPoint[],
  statementsOf: (point: HeldPoint) => Statement[],
): Instruction {
  return {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'account',
    actor: { kind: 'person', id: said.contactId },
    assurance: 'signed_in',
    evidence: { page: '/account', ...said.evidence },
    utterances: points.flatMap((point) => {
      const statements = statementsOf(point);
      if (statements.length === 0) return [];
      const isYes = statements.some((statement) => ACT_EFFECT[statement.act] === 'yes');
      const fullNameKey = isYes ? fullNameKeyOf(point, said.name, ctx.config.addressKeys) : null;
      return [
        {
          point: bareRef(point.id, point.kind, point.keyEpoch),
          contactId: said.contactId,
          fullNameKey,
          statements,
        },
      ];
    }),
  };
}

function isChoosable(cell: CellQuestion, vocabulary: Vocabulary): boolean {
  const topic = vocabulary.topics.get(cell.topicNo);
  return topic !== undefined && topic.senderNo === cell.senderNo && !topic.essential;
}

function has(cells: readonly CellQuestion[], cell: CellQuestion): boolean {
  return cells.some((one) => one.channel === cell.channel && one.topicNo === cell.topicNo);
}

function stateAt(held: readonly HeldCell[], point: HeldPoint, cell: CellQuestion): HeldCell['state'] | null {
  const found = held.find(
    (one) => one.pointId === point.id && one.channel === cell.channel && one.topicNo === cell.topicNo,
  );
  return found?.state ?? null;
}
