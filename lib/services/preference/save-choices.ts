import { type HeldPoint, pointsOfContact, shownTopics } from '../../../db/queries/preferences';
import { readPermissions } from '../../../db/queries/record';
import type { Context } from '../../context';
import type { EvidenceBody, Instruction, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import type { Vocabulary } from '../../domain/facts';
import { covers } from '../../domain/refuse-instruction';
import { refusedSince, type SeenLedgers, type SentBoxes, saidByBoxes } from '../../domain/said-boxes';
import { ACT_EFFECT } from '../../domain/vocabulary';
import { chooseFrequencies, type TopicFrequency } from '../frequency/choose-frequencies';
import { record } from '../ledger/record';
import { boundIds, lockBound } from './bound-ledgers';
import { fullNameKeyOf } from './full-name-key';
import { type CellQuestion, type HeldCell, readCells } from './read-cells';

/** What a signed-in person sent from their panel. Only boxes that were shown can change. */
export interface SaidChoices extends SentBoxes {
  contactId: string;
  name: string | null;
  /** Notices whose words stood beside the boxes. */
  noticeIds: readonly string[];
  /** How often to hear about a topic, where it was changed. */
  frequencies: readonly TopicFrequency[];
  /** The addresses the page showed, with how far their ledgers went; null when the form does not tell. */
  seen: SeenLedgers | null;
  evidence: EvidenceBody;
}

export interface SavedChoices {
  yes: number;
  no: number;
  frequencies: number;
  /** Yeses that could not be taken: their words had changed, or no notice shown names them. Nos always are. */
  notTaken: number;
  /** Yeses that were not taken because a no came in after the page was shown: it stands. */
  overtaken: number;
}

/**
 * Records the changes of a panel under lock: a no for each box unticked or stopped, on every address of that channel; a
 * yes for each box newly ticked, on the addresses the page showed, unless a no came in meanwhile. A box left alone says
 * nothing, whatever another tab did.
 */
export async function saveChoices(ctx: Context, said: SaidChoices): Promise<SavedChoices> {
  const vocabulary = await ctx.vocabulary.current();
  const choosable = said.shown.filter((cell) => isChoosable(cell, vocabulary));
  const { no: stopped, yes: ticked } = saidByBoxes({ ...said, shown: choosable });
  return ctx.db.transaction(async (tx) => {
    const points = await pointsOfContact(tx, said.contactId);
    const bound = boundIds(points, ctx.config.addressKeys);
    await lockBound(tx, bound);
    const newer = await readPermissions(tx, bound);
    const overtaken = ticked.filter((cell) => {
      const serving = points.filter((point) => point.channels.includes(cell.channel));
      const ids = boundIds(serving, ctx.config.addressKeys);
      const binding = newer.filter((row) => ids.includes(row.contact_point_id));
      return refusedSince(said.seen ?? new Map(), cell, binding);
    });
    const agreed = ticked.filter((cell) => !overtaken.includes(cell));
    const shownPoints = points.filter((point) => said.seen?.has(point.id) === true);
    const held = await readCells(
      ctx,
      [...stopped, ...agreed].flatMap((cell) =>
        points.filter((point) => point.channels.includes(cell.channel)).map((point) => ({ point, cell })),
      ),
    );
    const nos = instruction(ctx, said, points, (point) => noStatements(point, stopped, held));
    const yeses = instruction(ctx, said, shownPoints, (point) =>
      yesStatements(point, agreed, held, said, vocabulary),
    );
    const outcomes = await record(
      ctx,
      tx,
      [nos, yeses].filter((one) => one.utterances.length > 0),
    );
    const frequencies = await chooseFrequencies(ctx, tx, await shownTopics(tx), {
      instructionId: ctx.newId(),
      points,
      contactId: said.contactId,
      door: 'account',
      actor: nos.actor,
      saidAt: ctx.now(),
      chosen: said.frequencies,
    });
    const covered = agreed.filter((cell) => noticeFor(cell, said.noticeIds, vocabulary) !== null).length;
    // Nothing to record where another tab said the same yes already.
    const taken =
      yeses.utterances.length === 0
        ? shownPoints.length > 0
        : outcomes.some((outcome) => outcome.instructionId === yeses.id && outcome.ok);
    const yes = taken ? covered : 0;
    const notTaken = agreed.length - yes;
    return { yes, no: stopped.length, frequencies, notTaken, overtaken: overtaken.length };
  });
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

function stateAt(held: readonly HeldCell[], point: HeldPoint, cell: CellQuestion): HeldCell['state'] | null {
  const found = held.find(
    (one) => one.pointId === point.id && one.channel === cell.channel && one.topicNo === cell.topicNo,
  );
  return found?.state ?? null;
}
