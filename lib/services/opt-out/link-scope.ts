import type { ReadContext } from '../../context';
import type { Vocabulary } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import {
  ALL,
  CHANNEL_SCOPES,
  type ChannelScope,
  type ContactPointKind,
  KIND_OF_CHANNEL,
} from '../../domain/vocabulary';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';

/** The cell a link names, as the vocabulary knows it today. */
export interface LinkScope {
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  /** What kind of address the link stands for, by its channel. */
  kind: ContactPointKind;
}

/**
 * Where a link points, with the vocabulary that says so. A topic missing from the copy in memory may be newer than the
 * copy, so it is looked up afresh before the link is taken to be wide.
 */
export async function linkScope(
  ctx: ReadContext,
  claims: LinkClaims,
): Promise<{ link: LinkScope; vocabulary: Vocabulary }> {
  const held = await ctx.vocabulary.current();
  const known = claims.topicNo === ALL || held.topics.has(claims.topicNo);
  const vocabulary = known ? held : await refreshVocabulary(ctx);
  return { link: linkScopeIn(claims, vocabulary), vocabulary };
}

/**
 * Where a link points. A topic that is no longer known makes the link wide (everything), never empty: a link to a
 * deleted list must still say no to somebody (promise 5).
 */
export function linkScopeIn(claims: LinkClaims, vocabulary: Vocabulary): LinkScope {
  const topic = vocabulary.topics.get(claims.topicNo);
  const channel = CHANNEL_SCOPES.includes(claims.channel) ? claims.channel : 'all';
  return {
    channel,
    senderNo: topic?.senderNo ?? ALL,
    topicNo: topic?.no ?? ALL,
    kind: channel === 'all' ? 'email' : KIND_OF_CHANNEL[channel],
  };
}
