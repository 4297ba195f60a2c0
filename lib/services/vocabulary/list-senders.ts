import { type ListedSender, listSenders as readSenders } from '../../../db/queries/vocabulary-listing';
import type { ReadContext } from '../../context';

/** Every sender as it is now, archived ones marked. */
export function listSenders(ctx: ReadContext): Promise<ListedSender[]> {
  return readSenders(ctx.db.reader);
}
