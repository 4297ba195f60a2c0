import { readFileSync } from 'node:fs';
import { parseSetup, type SetupFile } from './parse-setup';

const DEMO_FILE = new URL('../../../db/seed/demo.yaml', import.meta.url);

/** The demo's senders, topics, notices and assessments, from the file that also serves as an example. */
export function demoSetup(): SetupFile {
  const parsed = parseSetup(readFileSync(DEMO_FILE, 'utf8'));
  if (!parsed.ok) throw new Error(parsed.faults.map(({ line, detail }) => `${line}: ${detail}`).join('; '));
  return parsed.file;
}
