import { type ChosenCell, frequenciesOf } from '../../../db/queries/frequency';
import { type LinkPoint, readLinkPoint } from '../../../db/queries/link-preferences';
import { type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import type { Sender } from '../../domain/facts';
import type { LinkClaims } from '../../domain/token';
import {
  ALL,
  CHANNELS_OF_KIND,
  type Channel,
  type ChannelScope,
  type ContactPointKind,
  FREQUENCIES,
  type Frequency,
} from '../../domain/vocabulary';
import { wideNos } from '../../domain/wide-no';
import { linkScopeIn } from '../opt-out/link-scope';
import { linkPauses } from '../pause/link-pauses';
import { boundIds, seenLedgers } from '../preference/bound-ledgers';
import { readCells } from '../preference/read-cells';
import { scopeOfLink } from '../receipt/act-scope';
import { readActs, type ToldAct } from '../receipt/read-acts';
import { type ArrangedSender, arrangeSenders } from './arrange-senders';
import { nameOnLetter } from './name-on-letter';
import { type Catalogue, readCatalogue } from './read-catalogue';

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
  history: ToldAct[] | null;
  historyCut: boolean;
  /** The sender whose message carried the link, for the page's look. */
  linkSender: Sender | null;
  /** The pauses that hold, as far as the link may tell of them. */
  pauses: { channel: ChannelScope; until: Date | null }[];
  /** How far the ledgers that bind the address went when this was read, in the order of their ids. */
  ledgers: number[];
}

const HISTORY_LIMIT = 25;

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
  const bound = point === null ? [] : boundIds([point], ctx.config.addressKeys);
  const seen = await seenLedgers(reader, bound);
  const known = point ?? { id: linked.id, contactId: null };
  const [cells, permissions, said, pauses, chosen] = await Promise.all([
    readCells(
      ctx,
      offeredCells(catalogue, channels).map((cell) => ({ point: linked, cell })),
    ),
    readPermissions(reader, ids),
    readActs(ctx, scopeOfLink(known), { after: null, limit: HISTORY_LIMIT }),
    linkPauses(ctx, known),
    frequenciesOf(reader, [linked.id]),
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
      frequencyOf: (topicNo) => rarestOf(chosen, topicNo),
    }),
    essentials: essentialsOf(catalogue, channels),
    coversOther: maskedOthers(point),
    history: said.acts,
    historyCut: said.next !== null,
    pauses: pauses.map(({ channel, until }) => ({ channel, until })),
    linkSender: catalogue.vocabulary.senders.get(link.senderNo) ?? null,
    ledgers: bound.map((id) => seen.get(id) ?? 0),
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

/** How often a topic may come to an address; its channels differ only where another door said so. */
function rarestOf(chosen: readonly ChosenCell[], topicNo: number): Frequency {
  const own = chosen.filter((one) => one.topicNo === topicNo);
  return FREQUENCIES.filter((each) => own.some(({ frequency }) => frequency === each)).at(-1) ?? 'every';
}
