import type { Readable } from 'node:stream';
import nodemailer, { type SMTPPoolOptions, type Transporter } from 'nodemailer';
import Dkim from 'nodemailer/lib/dkim';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { type DkimKey, dkimOptions } from './dkim';
import { composeMessage, type OutgoingMessage } from './message-format';
import { classifyFailure, replyCode, type SendOutcome } from './send-outcome';
import { lacksSmtpUtf8 } from './smtp-utf8';

export interface MailerOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  smtpUrl: string;
  /** `Name <address>` or an address; also the envelope sender. */
  from: string;
  /** Null sends essential mail unsigned and refuses marketing. */
  dkim: DkimKey | null;
  limits?: Partial<SendLimits>;
}

export interface SendLimits {
  connections: number;
  connectTimeoutMs: number;
  greetingTimeoutMs: number;
  replyTimeoutMs: number;
  closeTimeoutMs: number;
}

export interface Mailer {
  /**
   * One attempt to hand a message to the relay; never retries by itself. Expected failures are answers;
   * a message that must not be sent (RangeError) and a fault in the signer are thrown.
   */
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** Lets attempts under way finish, for a bounded time, then drops the connections. */
  close(): Promise<void>;
}

const LIMITS: SendLimits = {
  connections: 5,
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 30_000,
  // RFC 5321 §4.5.3.2 asks for minutes here: giving up early after DATA makes duplicates.
  replyTimeoutMs: 300_000,
  closeTimeoutMs: 10_000,
};
const CLOSE_POLL_MS = 20;

/** The stream the relay reads of one attempt: how far it got tells whether the message may have arrived. */
interface Attempt {
  stream: Readable | null;
}

/** A pooled connection to the relay of SMTP_URL, signing as it sends. */
export function createMailer({ smtpUrl, from, dkim, limits }: MailerOptions): Mailer {
  const bounds = { ...LIMITS, ...limits };
  const options: SMTPPoolOptions = {
    url: smtpUrl,
    maxConnections: bounds.connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // A requeue inside the library would be a second attempt that nobody recorded.
    maxRequeues: 0,
    connectionTimeout: bounds.connectTimeoutMs,
    greetingTimeout: bounds.greetingTimeoutMs,
    dnsTimeout: bounds.connectTimeoutMs,
    socketTimeout: bounds.replyTimeoutMs,
  };
  const pool = new SMTPPool(options);
  const transporter = nodemailer.createTransport(pool);
  const attempts = signAndWatch(transporter, dkim);

  return {
    async send(message) {
      if (message.kind === 'marketing' && dkim === null) {
        throw new RangeError('Marketing email is not sent unsigned: set the DKIM key');
      }
      const composed = composeMessage(message, from);
      if (needsSmtpUtf8(message.to) && (await lacksSmtpUtf8(pool.options))) {
        return { outcome: 'rejected', code: NO_SMTPUTF8 };
      }
      if (attempts.has(message.messageId)) throw new RangeError('This message is being sent already');
      const attempt: Attempt = { stream: null };
      attempts.set(message.messageId, attempt);
      try {
        const info = await transporter.sendMail(composed);
        return { outcome: 'accepted', code: replyCode(info.response) };
      } catch (error) {
        return classifyFailure(error, attempt.stream?.readableEnded ?? false);
      } finally {
        attempts.delete(message.messageId);
      }
    },
    async close() {
      const deadline = Date.now() + bounds.closeTimeoutMs;
      while (pool.pendingCount() > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, CLOSE_POLL_MS));
      }
      pool.close({ force: true });
    },
  };
}

/** A domain has an ASCII form, a local part has not. */
function needsSmtpUtf8(address: string): boolean {
  return /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')));
}

/** RFC 6531 §3.5: 550 5.6.7, non-ASCII addresses not permitted for that recipient. */
const NO_SMTPUTF8 = 550;

/** Signs as the last step before the wire, and keeps the signed stream of each attempt at hand. */
function signAndWatch(transporter: Pick<Transporter, 'use'>, key: DkimKey | null): Map<string, Attempt> {
  const attempts = new Map<string, Attempt>();
  const signer = key === null ? null : new Dkim(dkimOptions(key));
  transporter.use('stream', (mail, done) => {
    const attempt = attempts.get(mail.data.messageId ?? '');
    mail.message.processFunc((input) => {
      const output = signer === null ? input : signer.sign(input);
      if (attempt !== undefined) attempt.stream = output;
      return output;
    });
    done();
  });
  return attempts;
}
