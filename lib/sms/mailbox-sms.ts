import { escapeHtml } from '../../emails/escape';
import { messageIdOf } from '../mail/message-format';
import type { Mailer } from '../mail/transport';
import type { SmsProvider } from './sms-provider';

/** Where the local mailbox shows texts: a domain that leads nowhere (RFC 6761 §6.4). */
const LOCAL_DOMAIN = 'sms.invalid';

/** Shows each text as an email in the local mailbox, for one machine without a gateway: nothing leaves it. */
export function mailboxSms(mailer: Pick<Mailer, 'send'>, mailFrom: string): SmsProvider {
  return {
    async send({ id, to, text }) {
      const sent = await mailer.send({
        kind: 'essential',
        messageId: messageIdOf(id, mailFrom),
        to: `${to.replace(/\D/g, '')}@${LOCAL_DOMAIN}`,
        subject: `SMS to ${to}`,
        text,
        html: `<pre style="white-space:pre-wrap">${escapeHtml(text)}</pre>`,
      });
      switch (sent.outcome) {
        case 'accepted':
          return { outcome: 'accepted' };
        case 'unknown':
          return { outcome: 'unknown' };
        case 'retry':
        case 'rejected':
          return { outcome: 'failed', reason: 'mailbox' };
        default:
          return sent satisfies never;
      }
    },
  };
}
