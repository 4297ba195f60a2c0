// npm run check: format, lint, types, architecture and dead code; no database, seconds.
import { ARCHITECTURE, DEAD_CODE, FORMAT_AND_LINT, runChecks, TYPES } from './checks.mjs';
import { ensureInstalled } from './install.mjs';
import { fail, requireNode, say } from './project.mjs';

requireNode();
await ensureInstalled(say).catch(fail);
const { failed } = await runChecks([FORMAT_AND_LINT, TYPES, ARCHITECTURE, ...DEAD_CODE]);
say(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
