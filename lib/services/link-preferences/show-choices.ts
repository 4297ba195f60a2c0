import {
  historyOfPoint,
  type LinkPoint,
  readLinkPoint,
  type SaidRow,
} from '../../../db/queries/link-preferences';
import { type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import type { Sender } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import { ALL, CHANNELS_OF_KIND, type Channel, type ContactPointKind } from '../../domain/vocabulary';
import { wideNos } from '../../domain/wide-no';
import { linkScopeIn } from '../opt-out/link-scope';
import { readCells } from '../preference/read-cells';
import { type ArrangedSender, arrangeSenders } from './arrange-senders';
import { nameOnLetter } from './name-on-letter';
import { type Catalogue, readCatalogue } from './read-catalogue';

/** One thing said. Null sender: every sender; null topic: everything from that sender. */
export type ToldEvent = Omit<SaidRow, 'senderNo' | 'topicNo'> & {
  sender: string | null;
  topic: string | null;
};

/** What the preference page shows of one address. */
export interface ShownChoices {
  maskedAddress: string | null;
  kind: ContactPointKind;
  shared: boolean;
  standing: ({ scope: 'all'; since: Date } | { scope: 'sender'; sender: string; since: Date })[];
  senders: ArrangedSender[];
  essentials: { topic: string; sender: string }[];
  coversOther: string[];
  /** Null while the record cannot be read: nothing is claimed about it then. */
  history: ToldEvent[] | null;
  historyCut: boolean;
  /** The sender whose message carried the link, for the page's look. */
  linkSender: Sender | null;
  /** How far the address's ledger went when this was read. */
  seq: number;
}

const HISTORY_LIMIT = 50;

/** Reads everything the page of a link shows, in the given language; writes nothing. */
export async function showChoices(
  ctx: ReadContext,
  claims: LinkClaims,
  language: string,
): Promise<ShownChoices> {
  const { reader } = ctx.db;
  const catalogue = await readCatalogue(ctx);
  const link = linkScopeIn(claims, catalogue.vocabulary);
  // Read before the states: a no that comes in between counts as newer than the page.
  const point = await readLinkPoint(reader, claims.contactPointId);
  const kind = point?.kind ?? link.kind;
  const channels = CHANNELS_OF_KIND[kind];
  const linked = { id: claims.contactPointId, kind, premisesId: point?.premisesId ?? null };
  const ids = [linked.id, ...(linked.premisesId === null ? [] : [linked.premisesId])];
  const [cells, permissions, said] = await Promise.all([
    readCells(
      ctx,
      offeredCells(catalogue, channels).map((cell) => ({ point: linked, cell })),
    ),
    readPermissions(reader, ids),
    historyOfPoint(reader, linked.id, HISTORY_LIMIT + 1),
  ]);
  return {
    maskedAddress: mask(kind, point?.normalised ?? null),
    kind,
    shared: (point?.contacts ?? 0) > 1,
    standing: standingOver(permissions, channels, catalogue),
    senders: arrangeSenders(catalogue, {
      channels,
      language,
      maySayYes: kind !== 'postal' || (point !== null && nameOnLetter(ctx, point) !== null),
      stateOf: (asked) =>
        cells.find((held) => held.channel === asked.channel && held.topicNo === asked.topicNo) ?? null,
    }),
    essentials: essentialsOf(catalogue, channels),
    coversOther: maskedOthers(point),
    history: told(said.slice(0, HISTORY_LIMIT), catalogue),
    historyCut: said.length > HISTORY_LIMIT,
    linkSender: catalogue.vocabulary.senders.get(link.senderNo) ?? null,
    seq: point?.lastSeq ?? 0,
  };
}

function offeredCells(catalogue: Catalogue, channels: readonly Channel[]) {
  return catalogue.topics
    .filter((topic) => !topic.essential)
    .flatMap((topic) =>
      channels
        .filter((channel) => topic.channels.includes(channel))
        .map((channel) => ({ channel, senderNo: topic.senderNo, topicNo: topic.no })),
    );
}

function standingOver(
  permissions: readonly PermissionRow[],
  channels: readonly Channel[],
  { senders }: Catalogue,
): ShownChoices['standing'] {
  return wideNos(permissions, channels).flatMap(({ senderNo, since }): ShownChoices['standing'] => {
    if (senderNo === ALL) return [{ scope: 'all', since }];
    const sender = senders.find((one) => one.no === senderNo);
    return sender === undefined ? [] : [{ scope: 'sender', sender: sender.name, since }];
  });
}

function essentialsOf({ topics, senders }: Catalogue, channels: readonly Channel[]) {
  return topics
    .filter((topic) => topic.essential && topic.channels.some((channel) => channels.includes(channel)))
    .flatMap((topic) => {
      const sender = senders.find((one) => one.no === topic.senderNo);
      return sender?.kind === 'first_party' ? [{ topic: topic.name, sender: sender.name }] : [];
    });
}

function maskedOthers(point: LinkPoint | null): string[] {
  return (point?.others ?? []).flatMap((other) => mask(other.kind, other.normalised) ?? []);
}

function mask(kind: ContactPointKind, normalised: string | null): string | null {
  return normalised === null ? null : maskAddress(kind, normalised);
}

/** Newest said first. A sender or topic that is gone is still told by its last name. */
function told(said: readonly SaidRow[], { vocabulary }: Catalogue): ToldEvent[] {
  return [...said]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map(({ senderNo, topicNo, ...event }) => ({
      ...event,
      sender: senderNo === ALL ? null : (vocabulary.senders.get(senderNo)?.name ?? null),
      topic: topicNo === ALL ? null : (vocabulary.topics.get(topicNo)?.name ?? null),
    }));
}
