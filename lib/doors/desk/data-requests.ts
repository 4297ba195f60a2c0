import { z } from 'zod';
import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { answerRequest, type StaffAnswer } from '../../services/data-request/answer-request';
import { carryOutErasure } from '../../services/data-request/carry-out-erasure';
import type { StaffActor } from '../../services/staff/assert-may';

const LIST = '/staff/data-requests';
const answer = z.enum(['acknowledge', 'progress', 'extend', 'done', 'refuse'] satisfies StaffAnswer[]);

/** Takes what staff answer to a request about somebody's own data; back to the request, which says what became of it. */
export async function answerAtDesk(request: Request, ctx: Context, staff: StaffActor): Promise<Response> {
  const form = await lenientForm(request);
  const id = z.uuid().safeParse(firstValue(form, 'request'));
  const given = answer.safeParse(firstValue(form, 'answer'));
  if (!id.success) return seeOther(LIST);
  const page = `${LIST}/${id.data}`;
  if (!given.success) return seeOther(`${page}?problem=closed`);
  const outcome = await answerRequest(ctx, staff, {
    requestId: id.data,
    answer: given.data,
    words: firstValue(form, 'words'),
  });
  if (outcome.ok) return seeOther(`${page}?did=${given.data}`);
  const field = outcome.problem.startsWith('words') ? `#${given.data}-words` : '';
  return seeOther(`${page}?problem=${outcome.problem}&answer=${given.data}${field}`);
}

/** Takes the button that erases somebody at their own request. */
export async function eraseAtDesk(request: Request, ctx: Context, staff: StaffActor): Promise<Response> {
  const form = await lenientForm(request);
  const id = z.uuid().safeParse(firstValue(form, 'request'));
  if (!id.success) return seeOther(LIST);
  const page = `${LIST}/${id.data}`;
  if (firstValue(form, 'confirm') === '') return seeOther(`${page}?problem=confirm_missing#confirm`);
  const recipientsTold = firstValue(form, 'recipients_told') !== '';
  const outcome = await carryOutErasure(ctx, staff, { requestId: id.data, recipientsTold });
  return seeOther(outcome.ok ? `${page}?did=erased` : `${page}?problem=${outcome.problem}`);
}
