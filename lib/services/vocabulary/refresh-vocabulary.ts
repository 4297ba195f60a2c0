import { readVocabularyVersion } from '../../../db/queries/vocabulary-version';
import type { ReadContext } from '../../context';
import type { Vocabulary } from '../../domain/facts';

/** The vocabulary as the database has it now: for writes, and where a name is not in the copy in memory. */
export async function refreshVocabulary(ctx: ReadContext): Promise<Vocabulary> {
  return ctx.vocabulary.atLeast(await readVocabularyVersion(ctx.db.reader));
}
