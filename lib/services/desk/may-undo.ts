import type { RequestRow } from '../../../db/queries/desk';
import type { StaffActor } from '../staff/assert-may';
import { mayDo } from '../staff/may-do';

/** How long after recording a slip at the desk can be undone; later it takes the person's own yes. */
export const UNDO_WINDOW_MS = 24 * 60 * 60_000;

/** Whether a member of staff may undo a request as a slip, or one sentence that says why not. */
export function mayUndo(
  request: Pick<RequestRow, 'staffId' | 'recordedAt' | 'undoneAt'>,
  staff: StaffActor,
  now: Date,
): { ok: true } | { ok: false; why: string } {
  if (request.undoneAt !== null) return { ok: false, why: 'This was undone already.' };
  if (!mayDo(staff.role, 'record'))
    return { ok: false, why: 'Your role may read the record, not change it.' };
  if (now.getTime() - request.recordedAt.getTime() > UNDO_WINDOW_MS)
    return {
      ok: false,
      why: 'It was recorded more than 24 hours ago. Only the person can say yes again, from their own choices.',
    };
  if (request.staffId !== staff.id && !mayDo(staff.role, 'undo_any'))
    return { ok: false, why: 'Somebody else recorded it. They or an administrator can undo it.' };
  return { ok: true };
}
