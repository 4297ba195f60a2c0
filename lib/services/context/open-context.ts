import { v7 as uuidv7 } from 'uuid';
import { openDatabase } from '../../../db/client';
import type { Config } from '../../config';
import type { Context } from '../../context';
import { linkKeyring } from '../../domain/token';
import { log } from '../../log';
import { holdVocabulary } from '../vocabulary/hold-vocabulary';
import { pooledRandom } from './pooled-random';

/** Opens what services work with: database pools, vocabulary, keys, clock. Close with `ctx.db.end()`. */
export function openContext(config: Config): Context {
  const db = openDatabase({
    url: config.databaseUrl,
    appUrl: config.databaseAppUrl,
    readers: config.poolSize,
    writers: config.poolSize,
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  const randomBytes = pooledRandom();
  return {
    config,
    db,
    log,
    links: linkKeyring(config.linkKeys),
    vocabulary: holdVocabulary(db),
    now: () => new Date(),
    newId: () => uuidv7({ random: randomBytes(16) }),
    randomBytes,
  };
}
