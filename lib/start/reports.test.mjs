import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closingLine, countsOf, playwrightCounts, vitestCounts } from './reports.mjs';

/** @param {object} report */
function written(report) {
  const dir = mkdtempSync(join(tmpdir(), 'sayso-report-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

test('a test file that could not be loaded is a failure of its own', () => {
  const path = written({
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  });
  expect(vitestCounts(path)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

test('a browser test that passed when tried again passed; a fault outside the tests is a failure', () => {
  const path = written({
    stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 1 },
    errors: [{ message: 'x' }],
  });
  expect(playwrightCounts(path)).toEqual({ passed: 4, failed: 3, skipped: 1 });
});

test('a run that ended badly is never all green', () => {
  const green = { passed: 3, failed: 0, skipped: 0 };
  expect(countsOf({ ok: true }, () => green)).toEqual(green);
  expect(countsOf({ ok: false }, () => green)).toEqual({ ...green, failed: 1 });
  expect(
    countsOf({ ok: false }, () => {
      throw new Error('no report');
    }),
  ).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the closing line names the skipped only when there are any', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(closingLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
});
