import { addAccess, laterYeses, type RequestWithNames, requestById } from '../../../db/queries/desk';
import type { Context } from '../../context';
import type { Channel } from '../../domain/vocabulary';
import { readCells } from '../preference/read-cells';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { mayUndo } from './may-undo';

export interface ShownRequest {
  request: RequestWithNames;
  undo: ReturnType<typeof mayUndo>;
  /** What the no does not reach: yeses said after it was received that hold now, newest first. */
  stillYes: readonly { contactPointId: string; channel: Channel; sender: string; topic: string; at: Date }[];
}

/** One request with the sentence to read back, and whether this member of staff may undo it. The look is recorded. */
export async function readRequest(
  ctx: Context,
  staff: StaffActor,
  requestId: string,
): Promise<ShownRequest | null> {
  assertMay(staff, 'look');
  const request = await requestById(ctx.db.reader, requestId);
  if (request === null) return null;
  await ctx.db.transaction((tx) =>
    addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'request',
      contactId: request.contactId,
      contactPointId: request.contactPointIds[0] ?? null,
      detail: { request: requestId },
    }),
  );
  return {
    request,
    undo: mayUndo(request, staff, ctx.now()),
    stillYes: await stillYesOf(ctx, request),
  };
}

async function stillYesOf(ctx: Context, request: RequestWithNames): Promise<ShownRequest['stillYes']> {
  if (request.undoneAt !== null) return [];
  const [later, { senders, topics }] = await Promise.all([
    laterYeses(ctx.db.reader, request.contactPointIds, request.instructionId),
    ctx.vocabulary.current(),
  ]);
  const held = await readCells(
    ctx,
    later.map(({ contactPointId, channel, senderNo, topicNo }) => ({
      point: { id: contactPointId },
      cell: { channel, senderNo, topicNo },
    })),
  );
  const holding = held.filter(({ state }) => state === 'yes' || state === 'by_default');
  return holding.flatMap(({ pointId, channel, senderNo, topicNo, since }) => {
    if (since === null) return [];
    const sender = senders.get(senderNo)?.name ?? '';
    const topic = topics.get(topicNo)?.name ?? '';
    return [{ contactPointId: pointId, channel, sender, topic, at: since }];
  });
}
