import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import type { Cluster } from './cluster';
import { ensureDatabase } from './database';
import type { Home } from './home';
import { claimPort } from './port';
import { findOrphan, PortTakenError, type Postmaster, shutDown, startPostmaster } from './postmaster';
import { isServerProcess, signal } from './processes';
import { boundServerLog } from './server-log';

const WATCH_ADOPTED_MS = 100;
const LOG_CHECK_MS = 60_000;
const STEADY_AFTER_MS = 1_000;
const MOST_AFTER_SERVING = 2;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;
const PORT_ATTEMPTS = 3;

/** Why the server is down, and that it is being started again. */
export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Everything the supervisor needs to know; `release` gives up the owner's lock. */
export interface Site {
  dataDir: string;
  home: Home;
  binaries: Binaries;
  cluster: Cluster;
  settings: Record<string, string>;
  database: string;
  release(): void;
}

/** Keeps one server running: starts or adopts it, starts it again when it dies, stops it when asked. */
export class Supervisor {
  private server: Postmaster | undefined;
  private chosenPort = 0;
  private startedAt = 0;
  private failures = 0;
  private stopping: Promise<void> | undefined;
  /** Starting, stopping and restarting wait for one another here. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly callbacks = new Set<(exit: ServerExit) => void>();
  private readonly logTimer: NodeJS.Timeout;

  constructor(private readonly site: Site) {
    this.logTimer = setInterval(() => boundServerLog(site.cluster.logPath), LOG_CHECK_MS).unref();
  }

  async begin(): Promise<boolean> {
    try {
      const orphan = await findOrphan(this.site.cluster);
      if (orphan) this.watch(orphan);
      else this.watch(await this.startOnFreePort());
      await ensureDatabase(this.site.cluster, this.port(), this.site.database);
      process.once('exit', this.onProcessExit);
      return orphan !== undefined;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  port(): number {
    return this.chosenPort;
  }

  pid(): number | undefined {
    return this.server?.pid;
  }

  onExit(callback: (exit: ServerExit) => void): void {
    this.callbacks.add(callback);
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      if (this.stopping) return;
      await this.take(async (server) => shutDown(server, this.site.cluster.mark));
      this.failures = 0;
      await this.startUntilItRuns();
    });
  }

  stop(): Promise<void> {
    this.stopping ??= this.inTurn(async () => {
      clearInterval(this.logTimer);
      process.removeListener('exit', this.onProcessExit);
      await this.take(async (server) => shutDown(server, this.site.cluster.mark));
      this.site.release();
    });
    return this.stopping;
  }

  /** A process that ends without stopping us must not leave a server behind; there is no time to wait for it. */
  private readonly onProcessExit = () => {
    if (this.server) signal(this.server.pid, 'SIGINT');
  };

  private async startOnFreePort(): Promise<Postmaster> {
    const taken: number[] = [];
    for (;;) {
      const port = await claimPort(this.site.dataDir, taken);
      try {
        return await this.start(port);
      } catch (error) {
        if (!(error instanceof PortTakenError) || taken.push(port) >= PORT_ATTEMPTS) throw error;
      }
    }
  }

  private start(port: number): Promise<Postmaster> {
    const { cluster, binaries, home, settings } = this.site;
    return startPostmaster(cluster, binaries, home.account, port, settings);
  }

  private watch(server: Postmaster): void {
    this.server = server;
    this.chosenPort = server.port;
    this.startedAt = Date.now();
    const died = (code: number | null, name: NodeJS.Signals | null) => {
      if (this.server === server) this.recover({ code, signal: name });
    };
    if (server.child) {
      const { child } = server;
      child.once('exit', died);
      // It may have died between becoming ready and now.
      if (child.exitCode !== null || child.signalCode !== null) died(child.exitCode, child.signalCode);
      return;
    }
    const timer = setInterval(() => {
      if (this.server === server && isServerProcess(server.pid, this.site.cluster.mark)) return;
      clearInterval(timer);
      died(null, null);
    }, WATCH_ADOPTED_MS).unref();
  }

  /** Lets go of the current server, so that its end is no surprise, and does something with it. */
  private async take(act: (server: Postmaster) => Promise<void>): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await act(server);
  }

  private recover(exit: ServerExit): void {
    this.server = undefined;
    // One that served and died soon is waited for a little; only failed starts are spaced out in earnest.
    const steady = Date.now() - this.startedAt > STEADY_AFTER_MS;
    this.failures = steady ? 0 : Math.min(this.failures, MOST_AFTER_SERVING);
    for (const callback of this.callbacks) callback(exit);
    void this.inTurn(() => this.startUntilItRuns());
  }

  private async startUntilItRuns(): Promise<void> {
    while (!this.stopping && !this.server) {
      const waitMs =
        this.failures === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** this.failures, LONGEST_RETRY_MS);
      this.failures += 1;
      await sleep(waitMs);
      if (this.stopping) return;
      await this.start(this.chosenPort).then(
        (server) => this.watch(server),
        () => undefined, // Tried again after a longer wait; the server's log says why it failed.
      );
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work, work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
