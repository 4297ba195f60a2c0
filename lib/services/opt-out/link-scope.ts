import type { Vocabulary } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import {
  ALL,
  CHANNEL_SCOPES,
  type ChannelScope,
  type ContactPointKind,
  KIND_OF_CHANNEL,
} from '../../domain/vocabulary';

/** The cell a link names, as the vocabulary knows it today. */
export interface LinkScope {
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  /** What kind of address the link stands for, by its channel. */
  kind: ContactPointKind;
}

/**
 * Where a link points. A topic that is no longer known makes the link wide (everything), never empty: a link to a
 * deleted list must still say no to somebody (promise 5).
 */
export function linkScope(claims: LinkClaims, vocabulary: Vocabulary): LinkScope {
  const topic = vocabulary.topics.get(claims.topicNo);
  const channel = CHANNEL_SCOPES.includes(claims.channel) ? claims.channel : 'all';
  return {
    channel,
    senderNo: topic?.senderNo ?? ALL,
    topicNo: topic?.no ?? ALL,
    kind: channel === 'all' ? 'email' : KIND_OF_CHANNEL[channel],
  };
}
