import { describe, expect, it } from 'vitest';
import { runFaults } from './run-faults';

const RUN_WITHIN_MS = 120_000;

describe('when web, worker, database and mail server are killed', () => {
  it(
    'every acknowledged choice holds once, and no mail is lost or doubled',
    async () => {
      const lines: string[] = [];
      const report = await runFaults(
        {
          kills: 8,
          seed: 7,
          pages: false,
          clients: 4,
          pauseMs: [100, 400],
          thinkMs: 120,
          outageMs: 1_500,
          readers: 12,
          announceEvery: 4,
        },
        (line) => lines.push(line),
      );
      expect(report.faults, lines.join('\n')).toEqual([]);
      expect(new Set(report.kills.map((kill) => kill.target)).size).toBe(4);
      expect(report.ledger.acknowledged).toBeGreaterThan(50);
      expect(report.ledger.found).toBe(report.ledger.acknowledged);
      expect(report.outage.refused).toBeGreaterThan(5);
      expect(report.mail.sent).toBeGreaterThan(10);
      expect(report.mail.withheld).toBeGreaterThan(0);
    },
    RUN_WITHIN_MS,
  );
});
