import type { DataRequestKind, DataRequestState } from '../vocabulary';

/** What staff, or the person (`withdraw`), may do with a request. Erasing is carried out by a verb of its own. */
export const ANSWERS = ['acknowledge', 'progress', 'extend', 'done', 'refuse', 'withdraw'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What of a request decides which answers it still takes. */
export interface AnswerableRequest {
  kind: DataRequestKind;
  state: DataRequestState;
  dueAt: Date;
  acknowledgedAt: Date | null;
  extendedAt: Date | null;
}

/** Why an answer cannot be given (any more). */
export type AnswerProblem =
  | 'closed'
  | 'acknowledged_already'
  | 'no_extension'
  | 'extended_already'
  | 'too_late_to_extend'
  | 'needs_carrying_out';

/**
 * Why a request does not take an answer now; null when it does. More time can be taken once, and only while the first
 * month runs (GDPR Art. 12(3)); a complaint has no such allowance (UK DPA 2018 s.164A: without undue delay).
 */
export function answerProblem(request: AnswerableRequest, answer: Answer, now: Date): AnswerProblem | null {
  if (request.state !== 'open') return 'closed';
  switch (answer) {
    case 'acknowledge':
      return request.acknowledgedAt === null ? null : 'acknowledged_already';
    case 'extend':
      if (request.kind === 'complaint') return 'no_extension';
      if (request.extendedAt !== null) return 'extended_already';
      return now > request.dueAt ? 'too_late_to_extend' : null;
    case 'done':
      return request.kind === 'erasure' ? 'needs_carrying_out' : null;
    case 'progress':
    case 'refuse':
    case 'withdraw':
      return null;
    default:
      return answer satisfies never;
  }
}
