import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // These hold sockets, threads or native modules and must stay one instance outside the bundle.
  serverExternalPackages: [
    'pg',
    'graphile-worker',
    'nodemailer',
    'pino',
    'maildev',
    'libphonenumber-js',
    'tr46',
  ],
  // Types are checked by `npm run check`; a newcomer's build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The development log would print a sign-in link with its token.
  logging: { incomingRequests: false },
};

export default config;
