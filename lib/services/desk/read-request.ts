import { addAccess, type RequestWithNames, requestById } from '../../../db/queries/desk';
import type { Context } from '../../context';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { mayUndo } from './may-undo';

export interface ShownRequest {
  request: RequestWithNames;
  undo: ReturnType<typeof mayUndo>;
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
  return { request, undo: mayUndo(request, staff, ctx.now()) };
}
