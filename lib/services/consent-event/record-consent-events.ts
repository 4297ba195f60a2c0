import type { Writer } from '../../../db/client';
import type { Context } from '../../context';
import type { Instruction, Statement } from '../../domain/consent-event';
import { type Refusal, refuseInstruction } from '../../domain/refuse-instruction';
import { parseSaidAt } from '../../domain/said-at';
import { ACT_EFFECT } from '../../domain/vocabulary';
import { AppError, type InputFault } from '../../errors';
import type { ApiClient } from '../api-client/authenticate';
import { type KeptAnswer, type RepeatableRequest, runOnce } from '../idempotency/run-once';
import { type RecordOutcome, record } from '../ledger/record';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';
import { blockedYeses, type RecordedYes } from './blocked-yes';
import { type EventPlace, locateEvents } from './locate-events';
import { readScope } from './read-scope';
import type { SubmittedEvent } from './submitted-event';

/** One event made ready: what to record, and where its answer looks. */
interface Prepared {
  instruction: Instruction;
  statement: Statement;
  place: EventPlace;
}

/**
 * Records choices taken elsewhere, all or nothing, once per idempotency key. The answer's body names ids only:
 * `{"events":[{"id","ids","repeated"?,"effective"?,"because"?}]}`, 201 when anything was added. Throws `unprocessable`
 * or `forbidden` naming every event at fault (pointers `#/events/N/…`); nothing is recorded then.
 */
export async function recordConsentEvents(
  ctx: Context,
  client: ApiClient,
  events: readonly SubmittedEvent[],
  request: RepeatableRequest,
): Promise<KeptAnswer & { replayed: boolean }> {
  return runOnce(ctx, request, async (tx) => {
    const prepared = await prepare(ctx, client, events);
    const outcomes = await record(
      ctx,
      tx,
      prepared.map((one) => one.instruction),
    );
    const refused = outcomes.flatMap((outcome, index) =>
      outcome.ok ? [] : [refusalFault(outcome.refusal, `#/events/${index}`)],
    );
    if (refused.length > 0) throw nothingRecorded(refused);
    return answer(tx, prepared, outcomes);
  });
}

async function prepare(
  ctx: Context,
  client: ApiClient,
  events: readonly SubmittedEvent[],
): Promise<Prepared[]> {
  const vocabulary = await refreshVocabulary(ctx);
  const { places, faults } = await locateEvents(ctx, events);
  const forbidden: InputFault[] = [];
  const prepared = events.flatMap((event, index): Prepared[] => {
    const pointer = `#/events/${index}`;
    const scope = readScope(event, pointer, client, vocabulary);
    if (!scope.ok) {
      (scope.forbidden ? forbidden : faults).push(scope.fault);
      return [];
    }
    const said = saidAt(ctx, event);
    if (said === null) {
      faults.push({
        detail: 'Give said_at: a day, or an instant with its offset.',
        pointer: `${pointer}/said_at`,
      });
      return [];
    }
    const place = places[index];
    if (place === undefined) return [];
    const statement = statementOf(event, scope.senderNo, scope.topicNo);
    const instruction = instruct(ctx, client, event, said, place, statement);
    // Asked beforehand as well, so that one answer names every fault of the batch.
    const refusal = refuseInstruction(instruction, vocabulary, ctx.now());
    if (refusal !== null) faults.push(refusalFault(refusal, pointer));
    return [{ instruction, statement, place }];
  });
  if (forbidden.length > 0)
    throw new AppError('forbidden', 'The key may not report some of these events; nothing was recorded.', [
      ...forbidden,
      ...faults,
    ]);
  if (faults.length > 0) throw nothingRecorded(faults);
  return prepared;
}

/** A no without a time was said now; a yes must say when, because an older one would count for less. */
function saidAt(ctx: Context, event: SubmittedEvent): { at: Date; dayOnly: boolean } | null {
  const stopping = ACT_EFFECT[event.act] === 'no' || event.act === 'paused';
  if (event.saidAt === null) return stopping ? { at: ctx.now(), dayOnly: false } : null;
  return parseSaidAt(event.saidAt, stopping ? 'no' : 'yes');
}

function statementOf(event: SubmittedEvent, senderNo: number, topicNo: number): Statement {
  const statement: Statement = { act: event.act, channel: event.channel, senderNo, topicNo };
  const effect = ACT_EFFECT[event.act];
  if (effect === 'stop') statement.stop = 'pause';
  if (effect === 'yes') {
    if (event.basis !== null) statement.basis = event.basis;
    if (event.assurance === 'confirmed') statement.lifting = true;
  }
  if (event.noticeVersion !== null) statement.noticeVersionId = event.noticeVersion;
  // A no has no end, whatever else was sent along with it.
  if (event.effectiveUntil !== null && effect !== 'no') statement.effectiveUntil = event.effectiveUntil;
  return statement;
}

function instruct(
  ctx: Context,
  client: ApiClient,
  event: SubmittedEvent,
  said: { at: Date; dayOnly: boolean },
  place: EventPlace,
  statement: Statement,
): Instruction {
  const bare = Object.keys(event.evidence).length === 0;
  return {
    id: ctx.newId(),
    saidAt: said.at,
    door: 'api',
    actor: { kind: 'api_client', id: client.id },
    assurance: event.assurance,
    evidence: bare || !said.dayOnly ? event.evidence : { ...event.evidence, said_on: event.saidAt },
    liftScope: client.scopes.has('lift'),
    utterances: place.points.map(({ ref, fullNameKey }) => ({
      point: ref,
      contactId: place.contactId,
      fullNameKey,
      statements: [statement],
    })),
  };
}

async function answer(
  tx: Writer,
  prepared: readonly Prepared[],
  outcomes: readonly RecordOutcome[],
): Promise<KeptAnswer> {
  const yeses = prepared.flatMap((one, index) => {
    const yes = recordedYes(one, outcomes[index]);
    return yes === null ? [] : [{ index, yes }];
  });
  const blocked = await blockedYeses(
    tx,
    yeses.map(({ yes }) => yes),
  );
  const blockedAt = new Map(yeses.map(({ index }, position) => [index, blocked[position] ?? null]));
  const events = outcomes.map((outcome, index) => {
    const ids = outcome.ok ? outcome.events.map((event) => event.eventId) : [];
    const since = blockedAt.get(index);
    return {
      id: ids[0] ?? null,
      ids,
      ...(ids.length === 0 ? { repeated: true } : {}),
      ...(since === undefined ? {} : { effective: since === null }),
      ...(since ? { because: because(since) } : {}),
    };
  });
  const added = events.some((event) => event.ids.length > 0);
  return { status: added ? 201 : 200, body: JSON.stringify({ events }) };
}

function because(since: Date) {
  return {
    code: 'refused',
    detail: `A no said on ${since.toISOString().slice(0, 10)} stands; a yes lifts it only when it was said later, confirmed by the person, and reported with the scope lift.`,
  };
}

function recordedYes({ place, statement }: Prepared, outcome: RecordOutcome | undefined): RecordedYes | null {
  if (outcome === undefined || !outcome.ok || ACT_EFFECT[statement.act] !== 'yes') return null;
  const [event] = outcome.events;
  if (event === undefined || statement.channel === 'all') return null;
  const { channel, senderNo, topicNo } = statement;
  return {
    readIds: place.readIds.length > 0 ? place.readIds : [event.contactPointId],
    contactPointId: event.contactPointId,
    seq: event.seq,
    channel,
    senderNo,
    topicNo,
    fullNameKey: event.fullNameKey,
  };
}

function nothingRecorded(faults: readonly InputFault[]): AppError {
  return new AppError(
    'unprocessable',
    'Nothing was recorded: all events of a request hold together. Mend the ones named and send all again.',
    inOrder(faults),
  );
}

/** By the event they are about, each place once. */
function inOrder(faults: readonly InputFault[]): InputFault[] {
  const places = new Map(faults.map((fault) => [fault.pointer, fault]));
  const position = ({ pointer }: InputFault) => Number(pointer?.split('/')[2] ?? 0);
  return [...places.values()].sort((one, other) => position(one) - position(other));
}

function refusalFault(refusal: Refusal, pointer: string): InputFault {
  return { detail: refusal.detail, pointer: `${pointer}${FIELD_OF[refusal.code]}` };
}

/** Which field of an event a refusal is about. */
const FIELD_OF: Record<Refusal['code'], string> = {
  said_in_future: '/said_at',
  needs_one_cell: '',
  needs_basis: '/basis',
  needs_evidence: '/evidence',
  unknown_notice: '/notice_version',
  notice_does_not_cover: '/notice_version',
  soft_opt_in_incomplete: '/evidence/soft_opt_in',
  third_party_needs_consent: '/basis',
  unknown_scope: '/topic',
  wrong_channel: '/channel',
  nothing_to_undo: '/act',
  may_not_undo: '/act',
  may_not_resume: '/act',
};
