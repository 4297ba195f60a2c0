// npm start, npm run dev: installs and builds what is missing, then becomes the application.
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { fail, requireNode, say } from './project.mjs';
import { become } from './typescript.mjs';

requireNode();
const dev = process.argv.includes('--dev');
/** @type {Record<string, string | undefined>} */ (process.env).NODE_ENV = dev ? 'development' : 'production';
process.argv = process.argv.filter((word) => word !== '--dev');
try {
  await ensureInstalled(say);
  if (!dev) await ensureBuilt();
} catch (error) {
  fail(error);
}
await become('lib/main.ts');
