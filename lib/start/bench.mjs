// npm run bench: measures on this machine; arguments go to the bench.
import { ensureInstalled } from './install.mjs';
import { fail, requireNode } from './project.mjs';
import { become } from './typescript.mjs';

requireNode();
await ensureInstalled().catch(fail);
await become('e2e/bench/main.ts');
