import { runningEmbedded } from '../../../db/embedded/running-embedded';
import { type Embedded, startEmbedded } from '../../../db/embedded/start-embedded';
import { type Config, parseEnvironment } from '../../config';
import { localSecret, randomKey } from './local-secrets';

/** A configuration made whole, with the embedded database this process runs, if it does. */
export interface Resolved {
  config: Config;
  embedded: Embedded | null;
}

/**
 * Makes the environment whole: secrets of this machine where none are given (never for a public site), and the
 * embedded PostgreSQL where no `DATABASE_URL` is. `own` starts the server and keeps it; `join` uses the one a
 * running Sayso already has and starts one only when there is none (the operator's tool).
 */
export async function resolveConfig(mode: 'own' | 'join', source?: NodeJS.ProcessEnv): Promise<Resolved> {
  const env = parseEnvironment(source);
  const local = (name: string) => localSecret(env.SAYSO_DATA_DIR, name, randomKey);
  const keys = (given: readonly Buffer[] | undefined, name: string) =>
    given ?? [Buffer.from(local(name), 'hex')];
  const linkKeys = keys(env.SAYSO_LINK_KEYS, 'link_key');
  const addressKeys = keys(env.SAYSO_ADDRESS_KEYS, 'address_key');
  const authSecret = env.NEXTAUTH_SECRET ?? local('auth_secret');
  const { url, embedded } = await database(mode, env.DATABASE_URL, env.SAYSO_DATA_DIR);
  const config: Config = {
    production: env.NODE_ENV === 'production',
    publicSite: env.publicSite,
    role: env.ROLE,
    port: env.PORT,
    host: env.HOST,
    appUrl: (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: env.SAYSO_DATA_DIR,
    databaseUrl: url,
    databaseAppUrl: env.DATABASE_APP_URL ?? null,
    poolSize: env.SAYSO_POOL,
    embedded: env.DATABASE_URL === undefined,
    defaultCountry: env.DEFAULT_COUNTRY,
    linkKeys,
    addressKeys,
    authSecret,
    smtpUrl: env.SMTP_URL ?? null,
    sms: env.SMS_URL === undefined ? null : { url: env.SMS_URL, token: env.SMS_TOKEN ?? null },
    mailFrom: env.MAIL_FROM ?? 'Contact preferences <preferences@sayso.localhost>',
    dkim:
      env.DKIM_DOMAIN !== undefined && env.DKIM_SELECTOR !== undefined && env.DKIM_PRIVATE_KEY !== undefined
        ? { domain: env.DKIM_DOMAIN, selector: env.DKIM_SELECTOR, privateKey: env.DKIM_PRIVATE_KEY }
        : null,
    oidc:
      env.OIDC_ISSUER !== undefined &&
      env.OIDC_CLIENT_ID !== undefined &&
      env.OIDC_CLIENT_SECRET !== undefined
        ? { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, clientSecret: env.OIDC_CLIENT_SECRET }
        : null,
    staffAdminEmail: env.STAFF_ADMIN_EMAIL ?? null,
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    demo: env.DATABASE_URL === undefined || env.SAYSO_DEMO === '1',
    mailboxPort: env.SAYSO_MAILBOX_PORT,
  };
  return { config, embedded };
}

async function database(
  mode: 'own' | 'join',
  given: string | undefined,
  dataDir: string,
): Promise<{ url: string; embedded: Embedded | null }> {
  if (given !== undefined) return { url: given, embedded: null };
  if (mode === 'join') {
    const running = await runningEmbedded({ dataDir });
    if (running !== undefined) return { url: running, embedded: null };
  }
  const embedded = await startEmbedded({ dataDir });
  return { url: embedded.url, embedded };
}
