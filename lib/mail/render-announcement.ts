import { compileAnnouncement } from '../../emails/announcement';
import type { Brand } from '../../emails/rendered-email';
import type { Language } from '../domain/language';
import { listHeaders, listIdOf } from '../domain/list-headers';
import type { ReasonCode } from '../domain/vocabulary';
import type { MarketingMessage } from './message-format';

export interface AnnouncementSource {
  /** The public address of this system, without a path. */
  appUrl: string;
  brand: Brand;
  sender: { slug: string; name: string };
  topic: { slug: string; name: string };
  subject: string;
  bodyMarkdown: string;
  /** What permits it: stands in the footer as the reason why one gets this. */
  ground: ReasonCode;
  /** The recipient's, for the words around what the sender wrote. */
  language: Language;
}

/** What senders write announcements in. */
const BODY_LANGUAGE: Language = 'en';

export interface AnnouncementEnvelope {
  to: string;
  /** `<id@domain>` */
  messageId: string;
  date: Date;
  name: string | null;
  unsubscribeToken: string;
  preferencesToken: string;
}

/** Renders an announcement once; the function it answers makes one recipient's message by joining strings. */
export function renderAnnouncement(
  source: AnnouncementSource,
): (envelope: AnnouncementEnvelope) => MarketingMessage {
  const { brand, sender, topic, language } = source;
  const fill = compileAnnouncement({
    brand,
    subject: source.subject,
    bodyMarkdown: source.bodyMarkdown,
    why: whyOf(source.ground),
    topicName: topic.name,
    senderName: sender.name,
    language,
    bodyLanguage: BODY_LANGUAGE,
  });
  const listId = {
    name: topic.name,
    id: listIdOf(sender.slug, topic.slug, new URL(source.appUrl).hostname),
  };
  const link = (path: string) => new URL(path, source.appUrl).href;
  const page = (path: string) => link(`${path}?lang=${language}`);
  return (envelope) => ({
    kind: 'marketing',
    messageId: envelope.messageId,
    date: envelope.date,
    to: envelope.to,
    fromName: brand.name,
    list: listHeaders({ oneClickUrl: link(`/u/${envelope.unsubscribeToken}`), listId }),
    ...fill({
      unsubscribeUrl: page(`/unsubscribe/${envelope.unsubscribeToken}`),
      preferencesUrl: page(`/preferences/${envelope.preferencesToken}`),
      ...(envelope.name === null ? {} : { greetingName: envelope.name }),
    }),
  });
}

/** PECR reg 22, CAN-SPAM and CASL all want the reason plain; the ground decides the words. */
function whyOf(ground: ReasonCode) {
  switch (ground) {
    case 'permission':
    case 'soft_opt_in':
    case 'legitimate_interest':
      return ground;
    default:
      return 'other';
  }
}
