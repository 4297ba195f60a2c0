import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // These hold sockets, threads or native modules and must stay one instance outside the bundle.
  serverExternalPackages: ['pg', 'graphile-worker', 'nodemailer', 'pino', 'maildev', 'libphonenumber-js', 'tr46'],
  typescript: { ignoreBuildErrors: true },
};

export default config;
