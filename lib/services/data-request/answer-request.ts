import { lockDataRequest } from '../../../db/queries/data-requests';
import type { Context } from '../../context';
import { type Answer, type AnswerProblem, answerProblem } from '../../domain/data-request/answer';
import { answerDue, EXTENDED_MONTHS, OFFICE_TIME_ZONE } from '../../domain/data-request/due-date';
import type { DataRequestStepKind } from '../../domain/vocabulary';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { addStep } from './add-step';
import { WORDS_MAX_CHARS } from './ask-in-words';

export type StaffAnswer = Exclude<Answer, 'withdraw'>;
export type AnswerOutcome =
  | { ok: true }
  | { ok: false; problem: AnswerProblem | 'not_found' | 'words_missing' | 'words_too_long' };

const STEP: Record<StaffAnswer, DataRequestStepKind> = {
  acknowledge: 'acknowledged',
  progress: 'progress',
  extend: 'extended',
  done: 'done',
  refuse: 'refused',
};

/**
 * Records what staff answer to a request and mails it to the person, in their words. Only an acknowledgement needs
 * none: more time and a refusal need their reason (GDPR Art. 12(3), 12(4)), the others say what was done.
 */
export async function answerRequest(
  ctx: Context,
  staff: StaffActor,
  given: { requestId: string; answer: StaffAnswer; words: string },
): Promise<AnswerOutcome> {
  assertMay(staff, 'answer_data_requests');
  const { requestId, answer } = given;
  const words = given.words.trim();
  if (words === '' && answer !== 'acknowledge') return { ok: false, problem: 'words_missing' };
  if (words.length > WORDS_MAX_CHARS) return { ok: false, problem: 'words_too_long' };
  return ctx.db.transaction(async (tx): Promise<AnswerOutcome> => {
    const request = await lockDataRequest(tx, requestId);
    if (request === null) return { ok: false, problem: 'not_found' };
    const problem = answerProblem(request, answer, ctx.now());
    if (problem !== null) return { ok: false, problem };
    const step = {
      step: STEP[answer],
      actor: { kind: 'staff' as const, id: staff.id },
      words: words || null,
    };
    const dueAt = answerDue(request.receivedAt, EXTENDED_MONTHS, OFFICE_TIME_ZONE);
    await addStep(ctx, tx, request, answer === 'extend' ? { ...step, dueAt } : step);
    return { ok: true };
  });
}
