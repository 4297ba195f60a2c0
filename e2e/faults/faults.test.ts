import { describe, expect, it } from 'vitest';
import { runFaults } from './run-faults';

/** It takes well under a minute; what hangs is told by the harness itself before this. */
const RUN_WITHIN_MS = 240_000;

describe('when web, worker, database and mail server are killed', () => {
  it(
    'every acknowledged choice holds once, and no mail is lost or doubled',
    async () => {
      const lines: string[] = [];
      const report = await runFaults(
        {
          kills: 6,
          seed: 7,
          pages: false,
          clients: 4,
          pauseMs: [100, 400],
          thinkMs: 120,
          outageMs: 1_500,
          readers: 12,
          announceEvery: 3,
        },
        (line) => lines.push(line),
      );
      expect(report.faults, lines.join('\n')).toEqual([]);
      expect(new Set(report.kills.map((kill) => kill.target)).size).toBe(4);
      expect(report.ledger.acknowledged).toBeGreaterThan(50);
      expect(report.ledger.found).toBe(report.ledger.acknowledged);
      expect(report.outage.refused).toBeGreaterThan(2);
      expect(report.mail.sent).toBeGreaterThan(10);
      expect(report.mail.withheld).toBeGreaterThan(0);
    },
    RUN_WITHIN_MS,
  );
});
