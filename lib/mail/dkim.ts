import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import nodemailer from 'nodemailer';
import { ConfigError } from '../config';
import { listHeaders } from '../domain/list-headers';
import { verifyOwnSignature } from './dkim-signature';
import { composeMessage, mailboxOf, type OutgoingMessage } from './message-format';

/** A key that can sign: checked RSA of 2048 bits or more, and the DNS name it is published under. */
export interface DkimKey {
  domain: string;
  selector: string;
  privateKey: KeyObject;
}

/** RFC 8301 §3.2: signers should use at least 2048 bits. */
const SMALLEST_RSA_BITS = 2048;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Fields a receiver must find in `h=` of a marketing message (RFC 8058 §4, RFC 6376 §5.4). */
export const SIGNED_FIELDS = [
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-id',
] as const;

/** Every field signed when present; the library's own default leaves out List-Unsubscribe-Post. */
export const HEADER_FIELD_NAMES = [
  ...SIGNED_FIELDS,
  'sender',
  'reply-to',
  'cc',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'auto-submitted',
  'feedback-id',
].join(':');

/**
 * Reads DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY (PEM; `\n` written out is accepted).
 * Throws a ConfigError for a key that is not RSA of at least 2048 bits: the mail library would
 * send unsigned with such a key, without an error.
 */
export function loadDkimKey(settings: { domain: string; selector: string; privateKey: string }): DkimKey {
  const faults: string[] = [];
  if (!DNS_NAME.test(settings.domain)) faults.push('DKIM_DOMAIN is not a domain name');
  if (!DNS_NAME.test(settings.selector)) faults.push('DKIM_SELECTOR is not a DNS label such as s2026');
  const key = readPrivateKey(settings.privateKey);
  if (key === null) faults.push('DKIM_PRIVATE_KEY is not a private key in PEM form without a passphrase');
  else if (key.asymmetricKeyType !== 'rsa') {
    faults.push(
      `DKIM_PRIVATE_KEY is ${key.asymmetricKeyType ?? 'unknown'}; it must be RSA (rsa-sha256, RFC 8301)`,
    );
  } else if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_RSA_BITS) {
    faults.push(`DKIM_PRIVATE_KEY is shorter than ${SMALLEST_RSA_BITS} bits (RFC 8301)`);
  }
  if (key === null || faults.length > 0) throw new ConfigError(faults);
  return { domain: settings.domain.toLowerCase(), selector: settings.selector, privateKey: key };
}

function readPrivateKey(text: string): KeyObject | null {
  try {
    return createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return null;
  }
}

/** A new RSA-2048 key for a demo, with the TXT record to publish at SELECTOR._domainkey.DOMAIN. */
export function generateDkimKey(): { privateKeyPem: string; publicDnsRecord: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: SMALLEST_RSA_BITS });
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKeyPem, publicDnsRecord: publicDnsRecord(privateKey) };
}

/** The TXT record of a key (RFC 6376 §3.6.1). */
export function publicDnsRecord(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${spki.toString('base64')}`;
}

/**
 * Signs a marketing message the way every later one will be, without sending it, and reads the bytes
 * back: one signature, `h=` covers SIGNED_FIELDS, it verifies, and the signing domain is aligned with
 * the From address (DMARC, relaxed). Throws a ConfigError that says which of these failed.
 */
export async function probeDkim({ key, from }: { key: DkimKey; from: string }): Promise<void> {
  const fromDomain = mailboxOf(from).address.split('@').at(-1) ?? '';
  if (!aligned(fromDomain, key.domain)) {
    throw new ConfigError([
      `DKIM_DOMAIN ${key.domain} and the domain of MAIL_FROM differ: receivers would not count the signature (DMARC alignment)`,
    ]);
  }
  const raw = await composeRaw(probeMessage(key.domain), from, key);
  const faults = verifyOwnSignature(raw, { ...key, required: SIGNED_FIELDS });
  if (faults.length > 0) {
    throw new ConfigError(faults.map((fault) => `Marketing email would not be properly signed: ${fault}`));
  }
}

function aligned(fromDomain: string, signingDomain: string): boolean {
  const from = fromDomain.toLowerCase();
  return from === signingDomain || from.endsWith(`.${signingDomain}`) || signingDomain.endsWith(`.${from}`);
}

/** The exact bytes the transport would hand to the relay. */
export async function composeRaw(message: OutgoingMessage, from: string, key: DkimKey): Promise<Buffer> {
  const composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    dkim: dkimOptions(key),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { message: raw } = await composer.sendMail(composeMessage(message, from));
  return Buffer.isBuffer(raw) ? raw : Buffer.concat(await raw.toArray());
}

/** What the mail library needs for signing; a KeyObject, because PEM is parsed again for every message. */
export function dkimOptions(key: DkimKey) {
  return {
    domainName: key.domain,
    keySelector: key.selector,
    privateKey: key.privateKey,
    headerFieldNames: HEADER_FIELD_NAMES,
  };
}

function probeMessage(domain: string): OutgoingMessage {
  const id = randomUUID();
  return {
    kind: 'marketing',
    messageId: `<${id}@${domain}>`,
    to: `probe@${domain}`,
    fromName: 'Prøve',
    subject: 'Signature probe — not sent',
    html: '<p>Probe</p>',
    text: 'Probe',
    list: listHeaders({
      oneClickUrl: `https://${domain}/u/${id}`,
      listId: { name: 'Prøve', id: `probe.${domain}` },
    }),
  };
}
