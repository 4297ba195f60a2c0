import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../config';
import { listHeaders } from '../domain/list-headers';
import { composeRaw, generateDkimKey, loadDkimKey, probeDkim, SIGNED_FIELDS } from './dkim';
import { verifyOwnSignature } from './dkim-signature';
import type { MarketingMessage } from './message-format';
import { createMailer } from './transport';

interface Verification {
  results: { status: { result: string }; signingHeaders?: { keys: string } }[];
}
type Resolver = (name: string, type: string) => Promise<string[][]>;
// The independent verifier ships no types.
const { dkimVerify } = createRequire(import.meta.url)('mailauth/lib/dkim/verify.js') as {
  dkimVerify(message: Buffer, options: { resolver: Resolver }): Promise<Verification>;
};

const FROM = 'Northgate <hello@northgate.example>';
const generated = generateDkimKey();
const key = loadDkimKey({ domain: 'northgate.example', selector: 's1', privateKey: generated.privateKeyPem });

const arrived: Buffer[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      arrived.push(Buffer.concat(chunks));
      done();
    });
  },
});
let smtpUrl = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  smtpUrl = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const resolver: Resolver = async (name, type) => {
  if (type === 'TXT' && name === 's1._domainkey.northgate.example') return [[generated.publicDnsRecord]];
  throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' });
};

async function verdict(message: Buffer): Promise<string> {
  const { results } = await dkimVerify(message, { resolver });
  return results.map((entry) => entry.status.result).join();
}

function marketing(changes: Partial<MarketingMessage> = {}): MarketingMessage {
  return {
    kind: 'marketing',
    messageId: '<m1@northgate.example>',
    to: 'ann@shop.example',
    fromName: 'Northgate “Outdoor”',
    subject: 'Herbst-Angebote für Sie – 20 %',
    html: '<p>Guten Tag</p>',
    text: 'Guten Tag\n\n.\nEine Zeile mit einem Punkt',
    list: listHeaders({
      oneClickUrl: `https://say.northgate.example/u/${'A'.repeat(80)}`,
      listId: { name: 'Angebote für alle, die gern draußen sind', id: 'offers.northgate.example' },
    }),
    ...changes,
  };
}

async function send(message: MarketingMessage): Promise<Buffer> {
  const mailer = createMailer({ smtpUrl, from: FROM, dkim: key });
  expect(await mailer.send(message)).toEqual({ outcome: 'accepted', code: 250 });
  await mailer.close();
  return arrived.at(-1) ?? Buffer.alloc(0);
}

const head = (raw: Buffer) => raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
const tamper = (raw: Buffer, from: RegExp, to: string) => {
  const text = raw.toString('latin1');
  expect(text).toMatch(from);
  return Buffer.from(text.replace(from, to), 'latin1');
};

describe('marketing email as it arrived at a mail server', () => {
  it('verifies with an independent verifier, its signature covering every field that matters', async () => {
    const raw = await send(marketing());
    const { results } = await dkimVerify(raw, { resolver });
    expect(results.map((entry) => entry.status.result)).toEqual(['pass']);
    const signed = (results[0]?.signingHeaders?.keys ?? '').toLowerCase().split(/:\s*/);
    for (const name of SIGNED_FIELDS) expect(signed).toContain(name);
    expect(verifyOwnSignature(raw, { ...key, required: SIGNED_FIELDS })).toEqual([]);
  });

  it('carries each list header once, on one line, as given', async () => {
    const message = marketing();
    const lines = head(await send(message)).split('\r\n');
    for (const [name, value] of Object.entries(message.list)) {
      const found = lines.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      expect(found.map((line) => line.slice(name.length))).toEqual([`: ${value}`]);
    }
    expect(lines.some((line) => /^auto-submitted:/i.test(line))).toBe(false);
  });

  it.each([
    ['List-Unsubscribe', /^List-Unsubscribe: <https:\/\/say/m, 'List-Unsubscribe: <https://bad'],
    ['List-Unsubscribe-Post', /One-Click/, 'Two-Click'],
    ['a removed List-Unsubscribe-Post', /List-Unsubscribe-Post: .*\r\n/, ''],
    ['List-Id', /<offers\.northgate/, '<others.northgate'],
    ['From', /hello@northgate\.example/, 'h3llo@northgate.example'],
    ['To', /^To: ann@/m, 'To: bob@'],
    ['Subject', /^Subject: =\?/m, 'Subject: x =?'],
    ['Message-ID', /<m1@northgate/, '<m2@northgate'],
    ['Date', /^Date: .*/m, 'Date: Sun, 22 Nov 2026 00:00:00 +0000'],
    ['the body', /Guten/, 'Gute'],
  ])('fails to verify once %s was changed, by both verifiers', async (_field, from, to) => {
    const changed = tamper(await send(marketing()), from, to);
    expect(await verdict(changed)).not.toBe('pass');
    expect(verifyOwnSignature(changed, { ...key, required: SIGNED_FIELDS })).not.toEqual([]);
  });

  it('repeats itself byte for byte in the signed fields when sent again', async () => {
    const date = new Date('2026-11-22T10:00:00Z');
    const [one, two] = [await send(marketing({ date })), await send(marketing({ date }))];
    const signed = (raw: Buffer) =>
      head(raw)
        .split('\r\n')
        .filter((line) => /^(message-id|date|list-)/i.test(line));
    expect(signed(two)).toEqual(signed(one));
  });
});

describe('the signing key', () => {
  it('of the demo is RSA-2048 and publishes the record that verifies it', () => {
    expect(key.privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const published = /p=(.+)$/.exec(generated.publicDnsRecord)?.[1] ?? '';
    const publicKey = createPublicKey({
      key: Buffer.from(published, 'base64'),
      format: 'der',
      type: 'spki',
    });
    expect(publicKey.equals(createPublicKey(key.privateKey))).toBe(true);
  });

  it('may be written on one line with \\n', () => {
    const privateKey = generated.privateKeyPem.replaceAll('\n', '\\n');
    expect(loadDkimKey({ domain: 'Northgate.example', selector: 's1', privateKey }).domain).toBe(
      'northgate.example',
    );
  });

  const pem = (pair: { privateKey: { export(options: object): string | Buffer } }) =>
    pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    ['Ed25519', pem(generateKeyPairSync('ed25519'))],
    ['EC', pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }))],
    ['RSA-1024', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }))],
    ['broken', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['empty', ''],
  ])('refuses to start when it is %s, without quoting it', (_kind, privateKey) => {
    const load = () => loadDkimKey({ domain: 'northgate.example', selector: 's1', privateKey });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/^(?!.*AAAA)[\s\S]*DKIM_PRIVATE_KEY/);
  });

  it.each(['', 'no domain', 'a;b=c.example'])('needs a domain name: %j', (domain) => {
    expect(() => loadDkimKey({ domain, selector: 's1', privateKey: generated.privateKeyPem })).toThrow(
      /DKIM_DOMAIN/,
    );
  });
});

describe('the probe at start', () => {
  it('passes for a sound key and an aligned sender', async () => {
    await expect(probeDkim({ key, from: FROM })).resolves.toBeUndefined();
    await expect(probeDkim({ key, from: 'news@mail.northgate.example' })).resolves.toBeUndefined();
  });

  it('refuses a key the mail library would leave the message unsigned with', async () => {
    const unfit = { ...key, privateKey: generateKeyPairSync('ed25519').privateKey };
    await expect(probeDkim({ key: unfit, from: FROM })).rejects.toThrow(/no DKIM-Signature/);
  });

  it('refuses a sender whose domain the signature does not speak for', async () => {
    await expect(probeDkim({ key, from: 'hello@other.example' })).rejects.toThrow(/alignment/);
  });

  it('sees a field left out of the signature, a second signature and a second List-Unsubscribe', async () => {
    const raw = await composeRaw(marketing(), FROM, key);
    const check = (message: Buffer) =>
      verifyOwnSignature(message, { ...key, required: SIGNED_FIELDS }).join('; ');
    expect(check(raw)).toBe('');
    expect(check(tamper(raw, /:list-unsubscribe-post/, ''))).toMatch(/list-unsubscribe-post is not covered/);
    const text = raw.toString('latin1');
    const signature = text.slice(0, text.search(/\r\n(?![ \t])/) + 2);
    expect(check(Buffer.from(signature + text, 'latin1'))).toMatch(/more than one/);
    expect(check(Buffer.from(`List-Unsubscribe: <https://evil.example>\r\n${text}`, 'latin1'))).toMatch(
      /2 list-unsubscribe fields/,
    );
  });
});
