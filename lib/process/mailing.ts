import type { Config } from '../config';
import { type DkimKey, generateDkimKey, loadDkimKey, probeDkim } from '../mail/dkim';
import { startMailbox } from '../mail/mailbox';
import { mailboxOf } from '../mail/message-format';
import { createMailer, type Mailer } from '../mail/transport';
import { localSecret } from '../services/context/local-secrets';

export interface Mailing {
  mailer: Mailer;
  /** Where the local mailbox can be read; null when mail really leaves. */
  mailboxUrl: string | null;
  close(): Promise<void>;
}

/**
 * Opens the way out for mail: the relay of SMTP_URL, or the local mailbox. The DKIM key is proved on a probe message
 * first: a key that would send unsigned refuses to start.
 */
export async function openMailing(config: Config): Promise<Mailing> {
  const key = dkimKey(config);
  if (key !== null) await probeDkim({ key, from: config.mailFrom });
  const mailbox =
    config.smtpUrl === null
      ? await startMailbox({ dataDir: config.dataDir, webPort: config.mailboxPort })
      : null;
  const mailer = createMailer({
    smtpUrl: config.smtpUrl ?? mailbox?.smtpUrl ?? '',
    from: config.mailFrom,
    dkim: key,
  });
  return {
    mailer,
    mailboxUrl: mailbox?.webUrl ?? null,
    async close() {
      await mailer.close();
      await mailbox?.stop();
    },
  };
}

/** The configured key; on one machine without one, a key made for its own use. A public site has none made for it. */
function dkimKey(config: Config): DkimKey | null {
  if (config.dkim !== null) return loadDkimKey(config.dkim);
  if (config.publicSite) return null;
  const privateKey = localSecret(config.dataDir, 'dkim_private_key', () => generateDkimKey().privateKeyPem);
  const domain = mailboxOf(config.mailFrom).address.split('@').at(-1) ?? 'localhost';
  return loadDkimKey({ domain, selector: 'demo', privateKey });
}
