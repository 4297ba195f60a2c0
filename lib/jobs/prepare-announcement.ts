import { readAnnouncement } from '../../db/queries/announcements';
import { type ClaimedMessage, readSenderDetails } from '../../db/queries/messages';
import type { ReadContext } from '../context';
import { mintToken } from '../domain/token';
import type { ReasonCode } from '../domain/vocabulary';
import type { MarketingMessage } from '../mail/message-format';
import { messageIdOf } from '../mail/message-format';
import { type AnnouncementEnvelope, renderAnnouncement } from '../mail/render-announcement';
import { decideQuestions } from '../services/decision/decide-questions';
import { brandFrom, impossible, type Prepared, withhold } from './prepared-mail';

type Fill = (envelope: AnnouncementEnvelope) => MarketingMessage;

/** Announcements kept rendered in one process; the one least lately made goes first. */
const MOST_RENDERED = 16;

/**
 * Prepares announcement emails. Permission is asked here, at the moment of sending, on the primary database: an
 * opt-out since queueing stops the message. The text is rendered once per announcement, ground and vocabulary version.
 */
export function announcementPreparer(ctx: ReadContext): (message: ClaimedMessage) => Promise<Prepared> {
  const rendered = new Map<string, Promise<Fill | null>>();
  const fillFor = (message: ClaimedMessage, ground: ReasonCode, version: number) => {
    const key = `${message.announcementId}:${ground}:${version}`;
    let fill = rendered.get(key);
    if (fill === undefined) {
      fill = render(ctx, message, ground);
      rendered.set(key, fill);
      fill.catch(() => rendered.delete(key));
      const [oldest] = rendered.keys();
      if (rendered.size > MOST_RENDERED && oldest !== undefined) rendered.delete(oldest);
    }
    return fill;
  };
  return async (message) => {
    const { topics } = await ctx.vocabulary.current();
    // Promise 8: should the topic have been made essential since, nothing of marketing rides on it.
    if (topics.get(message.topicNo)?.essential === true) return impossible('essential topic');
    const decision = await decideNow(ctx, message);
    if (decision === null) return impossible('unknown topic');
    if (decision.answer === 'deny') return withhold(decision.reasons[0]?.code ?? 'policy', decision);
    if (message.email === null) return impossible('no address');
    const { version } = await ctx.vocabulary.current();
    const fill = await fillFor(message, decision.reasons[0]?.code ?? 'policy', version);
    if (fill === null) return impossible('no announcement');
    return { ready: true, mail: fill(envelopeOf(ctx, message, message.email)), decision, told: [] };
  };
}

async function decideNow(ctx: ReadContext, message: ClaimedMessage) {
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(message.senderNo);
  const topic = topics.get(message.topicNo);
  if (sender === undefined || topic === undefined) return null;
  const { contactPointId } = message;
  const [answered] = await decideQuestions(ctx, [
    { id: message.id, address: null, contact: null, contactPointId, channel: 'email', sender, topic },
  ]);
  return answered?.decision ?? null;
}

async function render(ctx: ReadContext, message: ClaimedMessage, ground: ReasonCode): Promise<Fill | null> {
  if (message.announcementId === null) return null;
  const announcement = await readAnnouncement(ctx.db.reader, message.announcementId);
  const details = await readSenderDetails(ctx.db.reader, message.senderNo);
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(message.senderNo);
  const topic = topics.get(message.topicNo);
  if (!announcement || !details || !sender || !topic) return null;
  return renderAnnouncement({
    appUrl: ctx.config.appUrl,
    brand: brandFrom(details),
    sender,
    topic,
    subject: announcement.subject,
    bodyMarkdown: announcement.body,
    ground,
  });
}

function envelopeOf(ctx: ReadContext, message: ClaimedMessage, to: string): AnnouncementEnvelope {
  const claims = {
    contactPointId: message.contactPointId,
    channel: 'email' as const,
    topicNo: message.topicNo,
    messageId: message.id,
  };
  return {
    to,
    messageId: messageIdOf(message.id, ctx.config.mailFrom),
    date: message.createdAt,
    name: message.name,
    unsubscribeToken: mintToken(claims, 'unsubscribe', ctx.links),
    preferencesToken: mintToken(claims, 'preferences', ctx.links),
  };
}
