import type { Database } from '../../../db/client';
import { readVocabulary } from '../../../db/queries/vocabulary';
import type { VocabularySource } from '../../context';
import type { Vocabulary } from '../../domain/facts';

/**
 * Holds the vocabulary in memory. Nobody has to be told when it changes: every set of facts carries the version
 * it was read under, and an older copy is replaced before anything is decided.
 */
export function holdVocabulary(db: Database): VocabularySource {
  let held: Vocabulary | null = null;
  let loading: Promise<Vocabulary> | null = null;
  const load = () => {
    loading ??= db
      .snapshot(readVocabulary)
      .then((fresh) => {
        if (held === null || fresh.version >= held.version) held = fresh;
        return held;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  return {
    current: async () => held ?? load(),
    async atLeast(version) {
      if (held !== null && held.version >= version) return held;
      const loaded = await load();
      // A load that began before the change may have missed it.
      return loaded.version >= version ? loaded : load();
    },
  };
}
