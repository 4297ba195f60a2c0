import { z } from 'zod';
import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { undoRequest } from '../../services/desk/undo-request';
import type { StaffActor } from '../../services/staff/assert-may';

/** Takes the form that undoes a slip; back to the request, which says what became of it. */
export async function undoAtDesk(request: Request, ctx: Context, staff: StaffActor): Promise<Response> {
  const form = await lenientForm(request);
  const id = z.uuid().safeParse(firstValue(form, 'request'));
  if (!id.success) return seeOther('/staff/requests');
  const outcome = await undoRequest(ctx, staff, { requestId: id.data, reason: firstValue(form, 'reason') });
  const page = `/staff/requests/${id.data}`;
  if (outcome.ok) return seeOther(`${page}?undone=1`);
  return seeOther(outcome.field === 'reason' ? `${page}?problem=reason#reason` : `${page}?problem=undo`);
}
