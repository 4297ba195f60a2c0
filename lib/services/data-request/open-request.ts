import type { Writer } from '../../../db/client';
import { type DataRequestRow, dataRequestById, insertDataRequest } from '../../../db/queries/data-requests';
import type { Context } from '../../context';
import type { Actor } from '../../domain/consent-event';
import {
  ANSWER_MONTHS,
  acknowledgementDue,
  answerDue,
  OFFICE_TIME_ZONE,
} from '../../domain/data-request/due-date';
import { REFERENCE_BYTES, referenceOf } from '../../domain/data-request/reference';
import type { Language } from '../../domain/language';
import type { DataRequestKind, DataRequestWay } from '../../domain/vocabulary';
import { addStep } from './add-step';

/** What a person asks, as it came in. */
export interface AskedRequest {
  /** Drawn from the form, so that the same form sent twice is one request. */
  id: string;
  kind: DataRequestKind;
  way: DataRequestWay;
  contactId: string | null;
  /** The email address answers go to; null when there is none. */
  replyPointId: string | null;
  name: string | null;
  words: string | null;
  language: Language;
}

/**
 * Writes a request down with the days its acknowledgement and answer are due, and queues the mail that says it has
 * arrived (unless `tell` is false). `fresh` is false when the same form was sent before: then nothing was added.
 */
export async function openRequest(
  ctx: Context,
  tx: Writer,
  asked: AskedRequest,
  { tell = true }: { tell?: boolean } = {},
): Promise<{ request: DataRequestRow; fresh: boolean }> {
  const receivedAt = ctx.now();
  const row = {
    ...asked,
    reference: referenceOf(ctx.randomBytes(REFERENCE_BYTES)),
    receivedAt,
    acknowledgeBy: asked.kind === 'complaint' ? acknowledgementDue(receivedAt, OFFICE_TIME_ZONE) : null,
    dueAt: answerDue(receivedAt, ANSWER_MONTHS, OFFICE_TIME_ZONE),
  };
  if (!(await insertDataRequest(tx, row))) {
    const known = await dataRequestById(tx, asked.id);
    if (known === null) throw new Error('a request that exists could not be read');
    return { request: known, fresh: false };
  }
  const empty = { acknowledgedAt: null, extendedAt: null, closedAt: null, state: 'open' as const, steps: 0 };
  const actor: Actor = { kind: 'person', id: asked.contactId };
  const request = await addStep(ctx, tx, { ...row, ...empty }, { step: 'received', actor }, { tell });
  return { request, fresh: true };
}
