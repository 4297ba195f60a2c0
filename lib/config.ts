import { isIP } from 'node:net';
import { z } from 'zod';

/** Keys newest first, separated by commas or spaces: `hex:…` or `base64:…` or at least 32 plain characters each. */
const keyList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((keys) => keys.length > 0 && keys.every((key) => keyBytes(key).length >= 32), {
    message: 'needs one or more keys of at least 32 bytes, newest first, separated by commas',
  })
  .transform((keys) => keys.map(keyBytes));

function keyBytes(text: string): Buffer {
  if (text.startsWith('hex:')) return Buffer.from(text.slice(4), 'hex');
  if (text.startsWith('base64:')) return Buffer.from(text.slice(7), 'base64');
  return Buffer.from(text, 'utf8');
}

/** Addresses and networks such as `10.0.0.1` or `10.0.0.0/8`, separated by commas or spaces. */
const networkList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((networks) => networks.every(isNetwork), {
    message: 'needs addresses or networks such as 10.0.0.1 or 10.0.0.0/8, separated by commas',
  });

function isNetwork(text: string): boolean {
  const [address = '', prefix = '0', ...more] = text.split('/');
  const longest = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
}

const blankAsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema.optional());

const environment = z.object({
  NODE_ENV: z.preprocess(blankAsUnset, z.enum(['production', 'development', 'test']).default('development')),
  ROLE: z.preprocess(blankAsUnset, z.enum(['all', 'web', 'worker', 'smtp']).default('all')),
  PORT: z.preprocess(blankAsUnset, z.coerce.number().int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(blankAsUnset, z.string().default('127.0.0.1')),
  APP_URL: optional(z.url({ protocol: /^https?$/ })),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')),
  DATABASE_APP_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://')),
  DEFAULT_COUNTRY: z.preprocess(
    blankAsUnset,
    z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as GB')
      .default('GB'),
  ),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  MAIL_FROM: optional(z.string().min(3)),
  SMS_URL: optional(z.url({ protocol: /^https?$/ })),
  SMS_TOKEN: optional(z.string().min(1)),
  DKIM_DOMAIN: optional(z.string()),
  DKIM_SELECTOR: optional(z.string()),
  DKIM_PRIVATE_KEY: optional(z.string()),
  SAYSO_LINK_KEYS: optional(keyList),
  SAYSO_ADDRESS_KEYS: optional(keyList),
  NEXTAUTH_SECRET: optional(z.string().min(32, 'must be at least 32 characters')),
  OIDC_ISSUER: optional(z.url()),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  STAFF_ADMIN_EMAIL: optional(z.email()),
  TRUSTED_PROXIES: optional(networkList),
  SAYSO_DATA_DIR: z.preprocess(blankAsUnset, z.string().default('.data')),
  SAYSO_DEMO: z.preprocess(blankAsUnset, z.enum(['0', '1']).default('0')),
  SAYSO_MAILBOX_PORT: z.preprocess(blankAsUnset, z.coerce.number().int().min(0).max(65535).default(0)),
  SAYSO_POOL: z.preprocess(blankAsUnset, z.coerce.number().int().min(2).max(200).default(16)),
});

export type Environment = z.infer<typeof environment>;

/** Thrown with every fault of the environment at once, so that one look mends them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Parses the environment once. In production with a public `APP_URL` a missing secret is a fault,
 * never a default (CONTRACT, "Environment"). Values themselves are never quoted in a fault.
 */
export function parseEnvironment(
  source: NodeJS.ProcessEnv = process.env,
): Environment & { publicSite: boolean } {
  const parsed = environment.safeParse(source);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const publicSite = parsed.data.NODE_ENV === 'production' && isPublicUrl(parsed.data.APP_URL);
  const faults = publicSite ? [...missingOnPublicSite(parsed.data), ...unsafeOnPublicSite(parsed.data)] : [];
  if (faults.length > 0) throw new ConfigError(faults);
  return { ...parsed.data, publicSite };
}

function missingOnPublicSite(env: Environment): string[] {
  const needed = [
    'DATABASE_URL',
    'SAYSO_LINK_KEYS',
    'SAYSO_ADDRESS_KEYS',
    'NEXTAUTH_SECRET',
    'SMTP_URL',
    'MAIL_FROM',
    'DKIM_DOMAIN',
    'DKIM_SELECTOR',
    'DKIM_PRIVATE_KEY',
  ] as const;
  return needed
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is not set; a public APP_URL needs it (nothing is generated or defaulted there)`);
}

function unsafeOnPublicSite(env: Environment): string[] {
  return env.SMS_URL?.startsWith('http:') === true && isPublicUrl(env.SMS_URL)
    ? ['SMS_URL must start with https://; codes and numbers travel over it']
    : [];
}

/** What a program we start may know of our environment: where programs are, and none of our settings. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_ENV } = process.env;
  return { PATH, NODE_ENV };
}

/** A site is public unless its address is this machine's own. */
export function isPublicUrl(url: string | undefined): boolean {
  if (url === undefined) return false;
  const host = new URL(url).hostname;
  return !(host === 'localhost' || host.endsWith('.localhost') || /^127\./.test(host) || host === '[::1]');
}

/** Everything a running process works with: the environment made whole, keys and addresses resolved. */
export interface Config {
  production: boolean;
  publicSite: boolean;
  role: Environment['ROLE'];
  port: number;
  host: string;
  appUrl: string;
  dataDir: string;
  databaseUrl: string;
  databaseAppUrl: string | null;
  poolSize: number;
  embedded: boolean;
  defaultCountry: string;
  linkKeys: readonly Buffer[];
  addressKeys: readonly Buffer[];
  authSecret: string;
  /** Null: a local mailbox receives everything. */
  smtpUrl: string | null;
  mailFrom: string;
  /** The gateway that texts go through; null: into the local mailbox where mail goes there, else nowhere. */
  sms: { url: string; token: string | null } | null;
  dkim: { domain: string; selector: string; privateKey: string } | null;
  oidc: { issuer: string; clientId: string; clientSecret: string } | null;
  staffAdminEmail: string | null;
  /** Whose word on where a request came from is believed; addresses and networks. */
  trustedProxies: readonly string[];
  demo: boolean;
  /** Port of the local mailbox's page; 0 takes a free one. */
  mailboxPort: number;
}
