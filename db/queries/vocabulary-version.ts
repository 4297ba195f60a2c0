import type { Reader } from '../client';

const VERSION = {
  name: 'vocabulary_version_now',
  text: `
-- The version the vocabulary has now, to tell whether a copy in memory is behind.
SELECT version FROM vocabulary_version`,
};

/** The vocabulary's present version. */
export async function readVocabularyVersion(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ version: number }>(VERSION);
  return row?.version ?? 0;
}
