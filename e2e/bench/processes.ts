import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadResult } from './load-client';

/** A process of the benchmark, started from a file beside this one. */
export interface Started {
  port: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/** Starts a server of the benchmark and waits for the port it names. */
export async function startServer(file: string, environment: Record<string, string>): Promise<Started> {
  const child = spawnBeside(file, environment);
  const { port } = await answer<{ port: number }>(child, START_TIMEOUT_MS);
  return { port, child, stop: () => stop(child) };
}

/** Starts the clients, in a process of their own. */
export async function startClients(): Promise<{
  play(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}> {
  const child = spawnBeside('load-client.ts', {});
  await answer(child, START_TIMEOUT_MS);
  return {
    async play(order) {
      const reply = answer<{ result?: LoadResult; error?: string }>(
        child,
        order.seconds * 1000 + START_TIMEOUT_MS,
      );
      child.send(order);
      const { result, error } = await reply;
      if (result === undefined) throw new Error(`the clients failed: ${error ?? 'without a word'}`);
      return result;
    },
    stop: () => stop(child),
  };
}

function spawnBeside(file: string, environment: Record<string, string>): ChildProcess {
  const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
  return fork(path, [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function answer<T>(child: ChildProcess, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('a process of the benchmark did not answer in time')),
      timeoutMs,
    );
    const settle = () => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown) => {
      settle();
      resolve(message as T);
    };
    const onExit = (code: number | null) => {
      settle();
      reject(new Error(`a process of the benchmark ended with ${code}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
