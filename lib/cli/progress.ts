import cliProgress from 'cli-progress';
import { sayAside } from './output';

/** Long work shown on standard error: a bar at a terminal, now and then a plain line otherwise. */
export interface Progress {
  at(done: number, total: number): void;
  end(): void;
}

const PLAIN_EVERY_MS = 5_000;

/** Begins showing progress of something, such as `events`. Nothing is shown until {@link Progress.at} is called. */
export function showProgress(what: string): Progress {
  return process.stderr.isTTY === true ? barOf(what) : linesOf(what);
}

function barOf(what: string): Progress {
  const bar = new cliProgress.SingleBar(
    {
      stream: process.stderr,
      format: `{bar} {percentage} % | {value} of {total} ${what} | {eta_formatted} left`,
      barsize: 30,
      clearOnComplete: true,
      hideCursor: true,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    at(done, total) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.setTotal(Math.max(total, done));
      bar.update(done);
    },
    end() {
      if (started) bar.stop();
    },
  };
}

function linesOf(what: string): Progress {
  let last = Date.now();
  return {
    at(done, total) {
      if (Date.now() - last < PLAIN_EVERY_MS) return;
      last = Date.now();
      sayAside(`${done} of ${total} ${what}`);
    },
    end() {
      // Lines need no tidying up.
    },
  };
}
