import type { Writer } from '../../../db/client';
import { insertStepMail } from '../../../db/queries/data-request-desk';
import { type DataRequestRow, insertStep, type RequestAfterStep } from '../../../db/queries/data-requests';
import type { Context } from '../../context';
import type { Actor } from '../../domain/consent-event';
import type { DataRequestStepKind } from '../../domain/vocabulary';
import { queueEssential } from '../message/queue-essential';

/** One thing that happens to a request. */
export interface NewStep {
  step: DataRequestStepKind;
  actor: Actor;
  /** What the person is told along with it, in the words of whoever answers. */
  words?: string | null;
  /** `extended` only: the new due day. */
  dueAt?: Date;
}

export interface StepTelling {
  /** False: no email tells this step (another tells it, or too many were asked for). */
  tell?: boolean;
  /** Where the mail goes although the address is forgotten in this very transaction. */
  recipient?: string | null;
}

/**
 * Adds a step to a request that the caller holds, and queues the email that tells it: both exist if and only if the
 * caller's transaction commits. Any answer told acknowledges the request. Returns the request as it is then.
 */
export async function addStep(
  ctx: Context,
  tx: Writer,
  request: DataRequestRow,
  { step, actor, words = null, dueAt }: NewStep,
  { tell = true, recipient = null }: StepTelling = {},
): Promise<DataRequestRow> {
  const at = ctx.now();
  const told = tell && request.replyPointId !== null;
  const after = requestAfter(request, step, at, told, dueAt);
  const no = await insertStep(
    tx,
    {
      requestId: request.id,
      step,
      at,
      actorKind: actor.kind,
      actorId: actor.id,
      dueAt: after.state === 'open' ? after.dueAt : null,
      words,
    },
    after,
  );
  if (told && request.replyPointId !== null) {
    const contactPointId = request.replyPointId;
    const mail = { kind: 'data_request' as const, contactPointId, contactId: request.contactId };
    const messageId = await queueEssential(ctx, tx, mail);
    await insertStepMail(tx, { contactPointId, messageId, requestId: request.id, stepNo: no, recipient });
  }
  return { ...request, ...after, steps: no, closedAt: after.state === 'open' ? null : at };
}

function requestAfter(
  request: DataRequestRow,
  step: DataRequestStepKind,
  at: Date,
  told: boolean,
  dueAt: Date | undefined,
): RequestAfterStep {
  const { state, acknowledgedAt, extendedAt } = request;
  const same = { state, dueAt: request.dueAt, acknowledgedAt, extendedAt };
  switch (step) {
    case 'received':
      // Nobody has heard of it unless a mail goes out.
      return told ? { ...same, acknowledgedAt: at } : same;
    case 'acknowledged':
    case 'progress':
      return { ...same, acknowledgedAt: acknowledgedAt ?? at };
    case 'extended':
      return { ...same, acknowledgedAt: acknowledgedAt ?? at, dueAt: dueAt ?? same.dueAt, extendedAt: at };
    case 'done':
    case 'refused':
    case 'withdrawn':
      return { ...same, acknowledgedAt: acknowledgedAt ?? at, state: step };
    default:
      return step satisfies never;
  }
}
