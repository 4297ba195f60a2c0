// Run by the tests as a process of its own that owns a database, so that it can be killed.
import { startEmbedded } from './start-embedded';

const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('usage: owner-process.fixture.ts DATA_DIR');
try {
  const { url, adopted, clusterDir, pid } = await startEmbedded({ dataDir });
  process.stdout.write(`${JSON.stringify({ url, adopted, clusterDir, postmaster: pid() })}\n`);
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
  process.exitCode = 1;
}
