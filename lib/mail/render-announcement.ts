import { compileAnnouncement } from '../../emails/announcement';
import type { Brand } from '../../emails/rendered-email';
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
}

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
  const { brand, sender, topic } = source;
  const fill = compileAnnouncement({
    brand,
    subject: source.subject,
    bodyMarkdown: source.bodyMarkdown,
    whyYouGetThis: whyYouGetThis(source),
    topicName: topic.name,
    language: { lang: 'en-GB', dir: 'ltr' },
  });
  const listId = {
    name: topic.name,
    id: listIdOf(sender.slug, topic.slug, new URL(source.appUrl).hostname),
  };
  const link = (path: string) => new URL(path, source.appUrl).href;
  return (envelope) => ({
    kind: 'marketing',
    messageId: envelope.messageId,
    date: envelope.date,
    to: envelope.to,
    fromName: brand.name,
    list: listHeaders({ oneClickUrl: link(`/u/${envelope.unsubscribeToken}`), listId }),
    ...fill({
      unsubscribeUrl: link(`/unsubscribe/${envelope.unsubscribeToken}`),
      preferencesUrl: link(`/preferences/${envelope.preferencesToken}`),
      ...(envelope.name === null ? {} : { greetingName: envelope.name }),
    }),
  });
}

/** PECR reg 22, CAN-SPAM and CASL all want the reason plain; the ground decides the words. */
function whyYouGetThis({ ground, topic, sender }: AnnouncementSource): string {
  if (ground === 'permission') return `You said yes to ${topic.name} by email from ${sender.name}.`;
  if (ground === 'soft_opt_in')
    return `You are a customer of ${sender.name} and have not said no to ${topic.name} by email.`;
  if (ground === 'legitimate_interest')
    return `${sender.name} writes to you at work about ${topic.name}; you have not said no to it.`;
  return `You get ${topic.name} by email from ${sender.name}.`;
}
