import type { Config } from '../config';
import type { Mailer } from '../mail/transport';
import { mailboxSms } from './mailbox-sms';
import type { SmsProvider } from './sms-provider';
import { webhookSms } from './webhook-sms';

/**
 * The way out for texts that the configuration names: the gateway of `SMS_URL`, else the local mailbox where mail goes
 * there too. With a relay and no gateway there is none, and each text fails with that reason.
 */
export function openSms(
  config: Pick<Config, 'sms' | 'smtpUrl' | 'mailFrom'>,
  mailer: Pick<Mailer, 'send'>,
): SmsProvider {
  if (config.sms !== null) return webhookSms(config.sms);
  if (config.smtpUrl === null) return mailboxSms(mailer, config.mailFrom);
  return { send: async () => ({ outcome: 'failed', reason: 'no gateway: set SMS_URL' }) };
}
