import { usedPoints } from '../../../db/queries/contact';
import { type RequestParties, requestParties } from '../../../db/queries/data-request-desk';
import {
  type DataRequestRow,
  dataRequestById,
  openRequestsOf,
  type ReadStep,
  stepsOf,
} from '../../../db/queries/data-requests';
import { addAccess } from '../../../db/queries/desk';
import { sharedPoints, untoldRecipients } from '../../../db/queries/erasure';
import type { Context, ReadContext } from '../../context';
import { ANSWERS, answerProblem } from '../../domain/data-request/answer';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { mayDo } from '../staff/may-do';
import type { StaffAnswer } from './answer-request';

export interface ShownDataRequest {
  request: DataRequestRow;
  parties: RequestParties;
  steps: readonly ReadStep[];
  /** What this member of staff may answer now. */
  answers: readonly StaffAnswer[];
  /** Only for an open request to be erased that this member of staff may carry out. */
  erasure: {
    /** Addresses that stay, because somebody else uses them. */
    shared: number;
    untold: readonly string[];
    /** Other requests that must be answered first. */
    others: readonly DataRequestRow[];
  } | null;
}

/** One request with what happened to it, and what may be done next. The look is recorded. Null when there is none. */
export async function readDataRequest(
  ctx: Context,
  staff: StaffActor,
  requestId: string,
): Promise<ShownDataRequest | null> {
  assertMay(staff, 'look');
  const request = await dataRequestById(ctx.db.reader, requestId);
  if (request === null) return null;
  await ctx.db.transaction((tx) =>
    addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'data_request',
      contactId: request.contactId,
      contactPointId: request.contactId === null ? request.replyPointId : null,
      detail: { request: requestId },
    }),
  );
  const [parties, steps] = await Promise.all([
    requestParties(ctx.db.reader, requestId),
    stepsOf(ctx.db.reader, [requestId]),
  ]);
  const may = mayDo(staff.role, 'answer_data_requests');
  const answers = ANSWERS.filter((answer): answer is StaffAnswer => answer !== 'withdraw').filter(
    (answer) => may && answerProblem(request, answer, ctx.now()) === null,
  );
  return { request, parties, steps, answers, erasure: may ? await erasureOf(ctx, request) : null };
}

async function erasureOf(ctx: ReadContext, request: DataRequestRow): Promise<ShownDataRequest['erasure']> {
  const { contactId, kind, state, id } = request;
  if (kind !== 'erasure' || state !== 'open' || contactId === null) return null;
  const { reader } = ctx.db;
  const pointIds = (await usedPoints(reader, contactId)).map((point) => point.id);
  const shared = await sharedPoints(reader, contactId, pointIds);
  const [untold, open] = await Promise.all([
    untoldRecipients(
      reader,
      pointIds.filter((point) => !shared.has(point)),
    ),
    openRequestsOf(reader, contactId),
  ]);
  const others = open.filter((one) => one.id !== id && one.kind !== 'restriction');
  return { shared: shared.size, untold, others };
}
