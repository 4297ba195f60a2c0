import { type ListedTopic, listTopics as readTopics } from '../../../db/queries/vocabulary-listing';
import type { ReadContext } from '../../context';

/** Every topic as it is now, or those of one sender by its slug. */
export function listTopics(ctx: ReadContext, senderSlug: string | null): Promise<ListedTopic[]> {
  return readTopics(ctx.db.reader, senderSlug);
}
