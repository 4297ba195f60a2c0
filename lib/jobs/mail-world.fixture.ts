import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import type { Context } from '../context';
import type { PointRef, Statement } from '../domain/consent-event';
import { parseAddress } from '../domain/contact-point/address';
import { locate, pointRef } from '../domain/contact-point/locate';
import { generateDkimKey, loadDkimKey } from '../mail/dkim';
import { createMailer, type Mailer } from '../mail/transport';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../services/context/context.fixture';
import { record } from '../services/ledger/record';

/** A mail server on this machine that keeps what arrives and answers as it is told. */
export interface Relay {
  url: string;
  arrived: { raw: string; to: string[]; mail: Email }[];
  /** Throws or answers instead of taking the message; cleared by setting it to null. */
  refuse: { code: number; text: string } | null;
  /** Called once a message has arrived whole, before the relay says so. */
  beforeReply: (() => Promise<void>) | null;
  close(): Promise<void>;
}

/** Starts a relay, on a given port when one went away and comes back. */
export async function startRelay(port = 0): Promise<Relay> {
  const relay: Relay = {
    url: '',
    arrived: [],
    refuse: null,
    beforeReply: null,
    close: async () => undefined,
  };
  const onData: SMTPServerOptions['onData'] = (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      if (relay.refuse !== null)
        return done(Object.assign(new Error(relay.refuse.text), { responseCode: relay.refuse.code }));
      const bytes = Buffer.concat(chunks);
      const raw = bytes.toString('latin1');
      const to = session.envelope.rcptTo.map((one) => one.address);
      relay.arrived.push({ raw, to, mail: await PostalMime.parse(bytes) });
      await relay.beforeReply?.();
      done();
    });
  };
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], onData, closeTimeout: 500 });
  server.on('error', () => undefined);
  const listening = once(server.server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
  const address = server.server.address();
  relay.url = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  relay.close = () => new Promise((resolve) => server.close(resolve));
  return relay;
}

export interface MailWorld {
  test: TestDatabase;
  ctx: Context;
  words: TestVocabulary;
  /** A contact of ours in Britain with this email address, who said yes to Offers by email (unless `yes` is false). */
  customer(email: string, options?: { yes?: boolean }): Promise<PointRef>;
  say(point: PointRef, statement: Statement): Promise<void>;
  close(): Promise<void>;
}

/** A database with a vocabulary and a context on the real clock. */
export async function openMailWorld(given?: TestDatabase): Promise<MailWorld> {
  const test = given ?? (await testDatabase());
  const words = await seedTestVocabulary(test);
  const ctx: Context = { ...testContext(test), now: () => new Date() };
  const say = async (point: PointRef, statement: Statement) => {
    const [outcome] = await ctx.db.transaction((tx) =>
      record(ctx, tx, [
        {
          id: ctx.newId(),
          saidAt: ctx.now(),
          door: 'account',
          actor: { kind: 'person', id: null },
          assurance: 'signed_in',
          evidence: { page: '/account' },
          utterances: [{ point, contactId: null, statements: [statement] }],
        },
      ]),
    );
    if (outcome?.ok !== true) throw new Error('the statement was refused');
  };
  const customer: MailWorld['customer'] = async (email, { yes = true } = {}) => {
    const point = pointOf(ctx, email);
    const contactId = ctx.newId();
    await test.asOwner(`INSERT INTO contact (id, name, country) VALUES ($1, 'Ada Byron', 'GB')`, [contactId]);
    await test.asOwner(
      `INSERT INTO contact_point (id, kind, key_epoch, normaliser, typed, normalised) VALUES ($1, 'email', 1, 1, $2, $3)`,
      [point.id, point.typed, point.normalised],
    );
    await test.asOwner(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels, is_primary, sign_in) VALUES ($1, $2, '{email}', true, true)`,
      [point.id, contactId],
    );
    if (yes) await say(point, yesToOffers(words));
    return point;
  };
  return {
    test,
    ctx,
    words,
    customer,
    say,
    async close() {
      await ctx.db.end();
      await test.drop();
    },
  };
}

export function yesToOffers(words: TestVocabulary): Statement {
  return {
    act: 'given',
    channel: 'email',
    senderNo: words.brand,
    topicNo: words.offers,
    basis: 'consent',
    noticeVersionId: words.notice,
    lifting: true,
  };
}

export function pointOf(ctx: Context, email: string): PointRef {
  const parsed = parseAddress({ email }, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  const located = locate(parsed.address, ctx.config.addressKeys);
  return pointRef(located, located.ids[0] ?? '', ctx.config.addressKeys);
}

const dkim = loadDkimKey({
  domain: 'example.com',
  selector: 's1',
  privateKey: generateDkimKey().privateKeyPem,
});

/** A mailer to a relay, signing, with short patience. */
export function mailerTo(ctx: Context, relay: Pick<Relay, 'url'>): Mailer {
  return createMailer({
    smtpUrl: relay.url,
    from: ctx.config.mailFrom,
    dkim,
    limits: { connectTimeoutMs: 3_000, greetingTimeoutMs: 3_000, replyTimeoutMs: 4_000, closeTimeoutMs: 500 },
  });
}
