import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { fail, inRoot } from './project.mjs';

/**
 * Turns this process into the given TypeScript program, as `node --import tsx FILE` would. No second process:
 * Ctrl-C and `kill` reach the program itself, and none is left behind when this one is killed.
 * @param {string} file below the root
 */
export async function become(file) {
  const path = inRoot(file);
  if (!existsSync(path)) fail(`${file} is missing from this copy of the project.`);
  process.argv[1] = path;
  await import('tsx');
  await import(pathToFileURL(path).href);
}
