import type { TestDatabase } from '../../../db/testing/database';
import type { Context } from '../../context';
import { answerLinkRequest } from './answer-link-request';

/** Answers every request for a link that was made, as the worker would; returns the ids of those that got mail. */
export async function answerLinkRequests(ctx: Context, test: TestDatabase): Promise<string[]> {
  const waiting = await test.asOwner<{ id: string }>(
    `SELECT r.id FROM link_request r WHERE NOT EXISTS (SELECT FROM message m WHERE m.id = r.id) ORDER BY r.id`,
  );
  const queued: string[] = [];
  for (const { id } of waiting) if ((await answerLinkRequest(ctx, id)) === 'queued') queued.push(id);
  return queued;
}
