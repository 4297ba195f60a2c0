import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './command.mjs';
import { exclusively } from './lock.mjs';
import { digest, filesBelow, inRoot, say, seconds } from './project.mjs';

const BUILD_TIMEOUT_MS = 10 * 60_000;
const STAMP = inRoot('.next', '.sayso-src');
const FOLDERS = ['app', 'lib', 'db', 'emails', 'public'];
const FILES = ['next.config.ts', 'package-lock.json', 'tsconfig.json'];
// Parts that no screen is made of: a change there needs no new build.
const APART =
  /^(lib\/start|lib\/cli|db\/embedded|db\/migrations|db\/testing|db\/seed)\/|\/vectors\/|\.(test|fixture)\.[a-z]+$/;

/**
 * Builds the screens for production if their sources changed since the last build.
 * Throws with the end of the build's output when it fails.
 * @param {(line: string) => void} [tell]
 */
export async function ensureBuilt(tell = say) {
  if (!existsSync(inRoot('app')) || isBuilt(sources())) return;
  await exclusively('build', async () => {
    const made = sources();
    if (isBuilt(made)) return;
    tell('Building (half a minute or so) …');
    const began = Date.now();
    const { ok, output, timedOut } = await run(
      process.execPath,
      [inRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
      { timeoutMs: BUILD_TIMEOUT_MS, env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
    );
    if (!ok) throw new Error(`The build failed${timedOut ? ' (out of time)' : ''}:\n${output.trim()}`);
    writeFileSync(STAMP, made);
    tell(`Built in ${seconds(began)}.`);
  });
}

/** @param {string} made */
function isBuilt(made) {
  return existsSync(inRoot('.next', 'BUILD_ID')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === made;
}

function sources() {
  const below = FOLDERS.flatMap(filesBelow).filter((path) => !APART.test(path));
  const files = [...below, ...FILES.filter((file) => existsSync(inRoot(file)))];
  return digest(process.versions.node, ...files.flatMap((file) => [file, readFileSync(inRoot(file))]));
}
