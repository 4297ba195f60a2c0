import { resolveConfig } from './services/context/resolve-config';
import { openContext } from './services/context/open-context';
import { mintSignInLink } from './services/sign-in/mint-sign-in-link';
const { config } = await resolveConfig('join');
const ctx = openContext(config);
console.log((await mintSignInLink(ctx, { email: 'admin@example.com', side: 'staff' }))?.url);
await ctx.db.end();
