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
  // A receipt and its file share a path; only the ending differs.
  rewrites: async () => [
    { source: '/account/receipts/:id([0-9a-f-]{36}).json', destination: '/account/receipts/:id/json' },
  ],
  // Types are checked by `npm run check`; a newcomer's build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The development log would print a sign-in link with its token.
  logging: { incomingRequests: false },
};

export default config;
