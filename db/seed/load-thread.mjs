// A thread does not take over its parent's TypeScript loader: it is registered here first.
import { register } from 'tsx/esm/api';

register();
await import('./load-worker.ts');
