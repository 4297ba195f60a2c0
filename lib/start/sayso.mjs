// npm run sayso -- COMMAND: standard output belongs to the command alone.
import { ensureInstalled } from './install.mjs';
import { fail, requireNode } from './project.mjs';
import { become } from './typescript.mjs';

requireNode();
await ensureInstalled().catch(fail);
await become('lib/cli/main.ts');
