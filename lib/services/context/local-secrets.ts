import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsFile = z.record(z.string(), z.string());

/** The path of the secrets made for one machine. */
export function localSecretsPath(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/**
 * A secret of this machine: read from the data directory, or made by `make` and kept there (mode 0600) on first use.
 * For a public site every secret is given by the environment and this is never called.
 */
export function localSecret(dataDir: string, name: string, make: () => string): string {
  const path = localSecretsPath(dataDir);
  const known = existsSync(path) ? secretsFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  const found = known[name];
  if (found !== undefined) return found;
  const made = make();
  mkdirSync(dataDir, { recursive: true });
  // Written beside and renamed, so that a kill half-way never leaves half a file.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...known, [name]: made }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
  return made;
}

/** 32 random bytes as hex. */
export function randomKey(): string {
  return randomBytes(32).toString('hex');
}
