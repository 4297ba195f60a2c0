import type { Sender, Topic, Vocabulary } from '../../domain/facts';
import { slugIndex } from '../../domain/slug-index';
import { ACT_EFFECT, ALL } from '../../domain/vocabulary';
import type { InputFault } from '../../errors';
import type { ApiClient } from '../api-client/authenticate';
import type { SubmittedEvent } from './submitted-event';

/** The reserved word for every sender, or every topic of a sender. */
const EVERY = 'all';

/** The sender and topic numbers an event names, or what is wrong with the names, or that the key may not say it. */
export type ReadScope =
  | { ok: true; senderNo: number; topicNo: number }
  | { ok: false; forbidden: boolean; fault: InputFault };

/**
 * Looks up the names of an event. A no may be said for any sender by any key, because an opt-out is never refused
 * (promise 5); a yes only for the key's own, and an end of a pause only by a key that may lift.
 */
export function readScope(
  event: SubmittedEvent,
  pointer: string,
  client: ApiClient,
  vocabulary: Vocabulary,
): ReadScope {
  const effect = ACT_EFFECT[event.act];
  if (effect === 'stop') return readStopScope(event, pointer, client);
  const index = slugIndex(vocabulary);
  const sender = event.sender === EVERY ? null : index.sender(event.sender);
  if (sender === undefined) return faulty(`${pointer}/sender`, `There is no sender "${event.sender}".`);
  const topic = topicOf(event, sender, index.topic);
  if (topic === undefined) {
    const of = sender === null ? 'Every sender has no one topic' : `${sender.slug} has no topic`;
    return faulty(`${pointer}/topic`, `${of} "${event.topic}".`);
  }
  if (effect === 'no') return { ok: true, senderNo: sender?.no ?? ALL, topicNo: topic?.no ?? ALL };
  if (sender === null || topic === null || event.channel === EVERY)
    return faulty(pointer, 'A yes names exactly one channel, one sender and one topic.');
  if (!client.senderNos.has(sender.no)) {
    const detail = `This key was not made for the sender ${sender.slug}, so it cannot report a yes for it.`;
    return { ok: false, forbidden: true, fault: { detail, pointer: `${pointer}/sender` } };
  }
  if (sender.archived || topic.archived)
    return faulty(pointer, 'The sender or topic is archived, so nobody can be asked to agree to it.');
  return { ok: true, senderNo: sender.no, topicNo: topic.no };
}

function topicOf(
  event: SubmittedEvent,
  sender: Sender | null,
  find: (sender: Sender, slug: string) => Topic | undefined,
): Topic | null | undefined {
  if (event.topic === EVERY) return null;
  return sender === null ? undefined : find(sender, event.topic);
}

/** A pause is for everybody who sends; ending one lets messages go again, so it takes what lifting takes. */
function readStopScope(event: SubmittedEvent, pointer: string, client: ApiClient): ReadScope {
  if (event.sender !== EVERY || event.topic !== EVERY)
    return faulty(pointer, 'A pause holds for all senders and topics: leave both out.');
  if (event.act !== 'resumed') return { ok: true, senderNo: ALL, topicNo: ALL };
  if (!client.scopes.has('lift')) {
    const detail = 'To end a pause the key needs the scope lift.';
    return { ok: false, forbidden: true, fault: { detail, pointer: `${pointer}/act` } };
  }
  if (event.assurance !== 'confirmed')
    return faulty(`${pointer}/assurance`, 'A pause ends only at the confirmed word of the person.');
  return { ok: true, senderNo: ALL, topicNo: ALL };
}

function faulty(pointer: string, detail: string): ReadScope {
  return { ok: false, forbidden: false, fault: { detail, pointer } };
}
