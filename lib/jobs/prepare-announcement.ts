import { readAnnouncement } from '../../db/queries/announcements';
import { carriedBy } from '../../db/queries/digests';
import { readSenderDetails } from '../../db/queries/messages';
import type { ReadContext } from '../context';
import { mintToken } from '../domain/token';
import type { ReasonCode } from '../domain/vocabulary';
import { digestOf, type Written } from '../mail/digest-of';
import type { MarketingMessage } from '../mail/message-format';
import { messageIdOf } from '../mail/message-format';
import { type AnnouncementEnvelope, renderAnnouncement } from '../mail/render-announcement';
import { decideQuestions } from '../services/decision/decide-questions';
import type { HeldMessage } from '../services/message/claim-message';
import { brandFrom, impossible, languageTo, type Prepared, waits, withhold } from './prepared-mail';

type Fill = (envelope: AnnouncementEnvelope) => MarketingMessage;

/** Announcements kept rendered in one process; the one least lately made goes first. */
const MOST_RENDERED = 64;

/**
 * Prepares announcement emails and digests of them. Permission is asked here, at the moment of sending, on the primary
 * database: an opt-out since queueing stops the message. The text is rendered once per announcement, ground, language
 * and vocabulary version.
 */
export function announcementPreparer(ctx: ReadContext): (message: HeldMessage) => Promise<Prepared> {
  const rendered = new Map<string, Promise<Fill | null>>();
  const fillFor = (message: HeldMessage, ground: ReasonCode, version: number) => {
    const key = `${message.announcementId}:${ground}:${version}:${languageTo(message)}`;
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
    if (decision.dueAt !== undefined) return waits(decision, decision.dueAt);
    if (decision.answer === 'deny') return withhold(decision.reasons[0]?.code ?? 'policy', decision);
    if (message.email === null) return impossible('no address');
    const { version } = await ctx.vocabulary.current();
    const ground = decision.reasons[0]?.code ?? 'policy';
    const fill =
      message.kind === 'digest'
        ? await render(ctx, message, ground)
        : await fillFor(message, ground, version);
    if (fill === null) return impossible('no announcement');
    return { ready: true, mail: fill(envelopeOf(ctx, message, message.email)), decision, told: [] };
  };
}

async function decideNow(ctx: ReadContext, message: HeldMessage) {
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(message.senderNo);
  const topic = topics.get(message.topicNo);
  if (sender === undefined || topic === undefined) return null;
  const { id, contactPointId, lastSentAt } = message;
  const [answered] = await decideQuestions(ctx, [
    { id, address: null, contact: null, contactPointId, channel: 'email', sender, topic, lastSentAt },
  ]);
  return answered?.decision ?? null;
}

async function render(ctx: ReadContext, message: HeldMessage, ground: ReasonCode): Promise<Fill | null> {
  const details = await readSenderDetails(ctx.db.reader, message.senderNo);
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(message.senderNo);
  const topic = topics.get(message.topicNo);
  if (!details || !sender || !topic) return null;
  const written = await writtenFor(ctx, message);
  if (written === null) return null;
  return renderAnnouncement({
    appUrl: ctx.config.appUrl,
    brand: brandFrom(details),
    sender,
    topic,
    subject: written.subject,
    bodyMarkdown: written.body,
    ground,
    language: languageTo(message),
  });
}

/** What the message says: an announcement's words, or those of all a digest carries. */
async function writtenFor(ctx: ReadContext, message: HeldMessage): Promise<Written | null> {
  const { id, contactPointId, announcementId, senderNo, topicNo } = message;
  if (announcementId !== null) return (await readAnnouncement(ctx.db.reader, announcementId)) ?? null;
  const { senders, topics } = await ctx.vocabulary.current();
  const items = await carriedBy(ctx.db.reader, contactPointId, id);
  return digestOf(items, {
    topic: topics.get(topicNo)?.name ?? '',
    sender: senders.get(senderNo)?.name ?? '',
    language: languageTo(message),
  });
}

function envelopeOf(ctx: ReadContext, message: HeldMessage, to: string): AnnouncementEnvelope {
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
