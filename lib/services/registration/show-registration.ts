import { readRegistration } from '../../../db/queries/registrations';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import type { Sender } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import { type Channel, type ContactPointKind, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { readJoinCatalogue } from './read-join-catalogue';

/** One address of a registration, masked, with what was ticked for it. */
export interface WaitingAddress {
  kind: ContactPointKind;
  masked: string;
  senders: {
    name: string;
    thirdParty: boolean;
    soft: boolean;
    topics: { name: string; channels: Channel[] }[];
  }[];
}

/** What the page behind a confirmation link shows: nothing of anybody but what was typed into the form, masked. */
export type ShownRegistration =
  | { state: 'gone' }
  | { state: 'waiting'; sender: Sender | null; language: string; addresses: WaitingAddress[]; until: Date }
  /** Confirmed; `number` still waits for its code. */
  | { state: 'confirmed'; sender: Sender | null; language: string; number: WaitingAddress | null };

/** Looks at a registration by its link. Writes nothing. */
export async function showRegistration(ctx: ReadContext, claims: LinkClaims): Promise<ShownRegistration> {
  const held = await readRegistration(ctx.db.reader, claims.contactPointId, claims.messageId);
  if (held === null || (held.confirmedAt === null && held.expiresAt.getTime() <= ctx.now().getTime()))
    return { state: 'gone' };
  const { forms, vocabulary } = await readJoinCatalogue(ctx);
  const form = forms.find(({ slug, version }) => slug === held.formSlug && version === held.formVersion);
  const sender = vocabulary.senders.get(form?.senderNo ?? 0) ?? null;
  const { language, body } = held;
  const addresses = [body?.email, body?.phone, body?.postal].flatMap((point): WaitingAddress[] => {
    if (point == null || point.normalised === null) return [];
    const { kind } = point;
    const yes = (body?.answers ?? []).filter(({ channel }) => KIND_OF_CHANNEL[channel] === kind);
    const senders = [...new Set(yes.map(({ senderNo }) => senderNo))].flatMap((no) => {
      const named = vocabulary.senders.get(no);
      if (named === undefined) return [];
      const theirs = yes.filter(({ senderNo }) => senderNo === no);
      const topics = [...new Set(theirs.map(({ topicNo }) => topicNo))].map((topicNo) => ({
        name: vocabulary.topics.get(topicNo)?.name ?? '',
        channels: theirs.filter((one) => one.topicNo === topicNo).map(({ channel }) => channel),
      }));
      const soft = theirs.some(({ basis }) => basis === 'soft_opt_in');
      return [{ name: named.name, thirdParty: named.kind === 'third_party', soft, topics }];
    });
    return [{ kind, masked: maskAddress(kind, point.normalised), senders }];
  });
  if (held.confirmedAt === null)
    return { state: 'waiting', sender, language, addresses, until: held.expiresAt };
  const number = addresses.find(({ kind, senders }) => kind === 'phone' && senders.length > 0) ?? null;
  const open = held.expiresAt.getTime() > ctx.now().getTime();
  return { state: 'confirmed', sender, language, number: open ? number : null };
}
