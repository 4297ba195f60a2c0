import { closeSync, mkdtempSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boundServerLog, openServerLog, tailOfServerLog } from './server-log';

test('a full log is put aside while its writer goes on appending', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sayso-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'server.log');
  const writer = openServerLog(path, undefined);
  onTestFinished(() => closeSync(writer));
  writeSync(writer, 'x'.repeat(100));
  boundServerLog(path, 100);
  expect(statSync(path).size).toBe(100);
  writeSync(writer, 'y');
  boundServerLog(path, 100);
  expect(statSync(path).size).toBe(0);
  expect(statSync(`${path}.1`).size).toBe(101);
  writeSync(writer, 'last line\n');
  expect(tailOfServerLog(path)).toBe('last line');
});
