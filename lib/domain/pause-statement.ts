import type { Statement } from './consent-event';
import { ALL, CHANNELS_OF_KIND, type ChannelScope, type ContactPointKind } from './vocabulary';

/** Whether a pause of a channel has any meaning at an address of a kind. */
export function pausesAt(kind: ContactPointKind, channel: ChannelScope): boolean {
  return channel === 'all' || CHANNELS_OF_KIND[kind].includes(channel);
}

/** The words of a pause as the ledger keeps them: `paused` with its end, or `resumed` without one. */
export function pauseStatement(channel: ChannelScope, until: Date | null): Statement {
  const scope = { channel, senderNo: ALL, topicNo: ALL, stop: 'pause' as const };
  return until === null ? { act: 'resumed', ...scope } : { act: 'paused', ...scope, effectiveUntil: until };
}
