import { readLinkedAddress } from '../../../db/queries/link-page';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import type { Sender } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import { ALL, type ContactPointKind } from '../../domain/vocabulary';
import type { LinkOptOutScope } from './by-link';
import { linkScope } from './link-scope';

/** What a link's page may show of the address and of what holds. */
export interface ShownLink {
  maskedAddress: string | null;
  kind: ContactPointKind;
  sender: Sender | null;
  topic: string | null;
  /** Masked other addresses that "everything" covers too. */
  coversOther: readonly string[];
  /** The widest opt-out that stands over the link's cell. */
  holds: { scope: LinkOptOutScope; since: Date } | null;
}

/** Reads what an unsubscribe page shows; writes nothing. One statement by primary key. */
export async function showLink(ctx: ReadContext, claims: LinkClaims): Promise<ShownLink> {
  const { link, vocabulary } = await linkScope(ctx, claims);
  const known = await readLinkedAddress(ctx.db.reader, { contactPointId: claims.contactPointId, ...link });
  const sender = vocabulary.senders.get(link.senderNo);
  return {
    maskedAddress:
      known === null || known.normalised === null ? null : maskAddress(known.kind, known.normalised),
    kind: known?.kind ?? link.kind,
    sender: sender ?? null,
    topic: vocabulary.topics.get(link.topicNo)?.name ?? null,
    coversOther: (known?.others ?? []).flatMap((other) =>
      other.normalised === null ? [] : [maskAddress(other.kind, other.normalised)],
    ),
    holds: widest(known?.nos ?? [], link),
  };
}

type Word = { sender_no: number; topic_no: number; no_at: Date | null; lift_at: Date | null };

/** The widest no over the link's cell, or null when a lifting yes for that very cell was said after all of them. */
function widest(words: readonly Word[], link: { senderNo: number; topicNo: number }): ShownLink['holds'] {
  const cell = words.find((word) => word.sender_no === link.senderNo && word.topic_no === link.topicNo);
  const latest = Math.max(0, ...words.map((word) => word.no_at?.getTime() ?? 0));
  if (latest === 0 || (cell?.lift_at?.getTime() ?? 0) > latest) return null;
  const since = (found: Word | undefined) => found?.no_at ?? null;
  const all = since(words.find((word) => word.sender_no === ALL));
  if (all !== null) return { scope: 'all', since: all };
  const sender = since(words.find((word) => word.sender_no === link.senderNo && word.topic_no === ALL));
  if (sender !== null) return { scope: 'sender', since: sender };
  const topic = since(cell);
  return topic === null ? null : { scope: 'topic', since: topic };
}
