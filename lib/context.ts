import type { Database } from '../db/client';
import type { Config } from './config';
import type { Vocabulary } from './domain/facts';
import type { LinkKeyring } from './domain/token';
import type { Log } from './log';

/** What a service needs of the outside: passed as a value, never imported. */
export interface Context {
  config: Config;
  db: Database;
  log: Log;
  links: LinkKeyring;
  /** Senders, topics, notices: held in memory, reloaded when the version read with the facts differs. */
  vocabulary: VocabularySource;
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  randomBytes(size: number): Buffer;
}

export interface VocabularySource {
  /** The copy in memory, loaded at first use. */
  current(): Promise<Vocabulary>;
  /** At least the given version; reloads when the copy in memory is older. */
  atLeast(version: number): Promise<Vocabulary>;
}

/** What a GET may hold: it can ask, and has no way to write (promise 4). */
export type ReadContext = Omit<Context, 'db'> & { db: Pick<Database, 'reader' | 'snapshot'> };

const HELD = Symbol.for('sayso.context');

/** Puts the process's context where code bundled by the page framework finds it too. */
export function holdContext(ctx: Context): void {
  (globalThis as Record<symbol, unknown>)[HELD] = ctx;
}

/** The context the composition root opened. Throws when the process was started without one. */
export function heldContext(): Context {
  const ctx = (globalThis as Record<symbol, unknown>)[HELD];
  if (ctx === undefined) throw new Error('no context is open: start through lib/main.ts');
  return ctx as Context;
}
