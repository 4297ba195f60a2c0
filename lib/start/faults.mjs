// npm run faults: kills the real processes under load; arguments go to the harness.
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { fail, requireNode } from './project.mjs';
import { become } from './typescript.mjs';

requireNode();
try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
await become('e2e/faults/main.ts');
