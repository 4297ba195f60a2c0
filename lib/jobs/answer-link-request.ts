import type { Task } from 'graphile-worker';
import type { Context } from '../context';
import { answerLinkRequest } from '../services/link-request/answer-link-request';
import { PAYLOADS } from './payload';

/**
 * `answer-link-request {linkRequestId}`: finds out, after the asker has been answered, whether there is anybody to
 * send a link to, and queues it.
 */
export function answerLinkRequestJob(ctx: Context): Task {
  return async (payload) => {
    await answerLinkRequest(ctx, PAYLOADS.answerLinkRequest.parse(payload).linkRequestId);
  };
}
