import { disclosuresOf, type GivenRow } from '../../../db/queries/disclosures';
import { type ChosenCell, frequenciesOf } from '../../../db/queries/frequency';
import {
  type HeldPoint,
  noticeWords,
  pointsOfContact,
  type ShownSender,
  type ShownTopic,
  shownSenders,
  shownTopics,
} from '../../../db/queries/preferences';
import { type PermissionRow, readPermissions } from '../../../db/queries/record';
import type { ReadContext } from '../../context';
import type { NoticeCoverage } from '../../domain/facts';
import type { Language } from '../../domain/language';
import { covers } from '../../domain/refuse-instruction';
import type { SeenLedgers } from '../../domain/said-boxes';
import {
  ALL,
  CHANNELS,
  CHANNELS_OF_KIND,
  type Channel,
  FREQUENCIES,
  type Frequency,
} from '../../domain/vocabulary';
import { wideNos } from '../../domain/wide-no';
import { boundIds, seenLedgers } from './bound-ledgers';
import { type HeldCell, readCells } from './read-cells';

export type { HeldPoint } from '../../../db/queries/preferences';

/** One box: what holds for a channel of a topic over all the contact's addresses of that channel. */
export interface PanelCell {
  channel: Channel;
  /** `yes` and `by_default` as soon as one address may be written to, so that it can be seen and stopped. */
  state: HeldCell['state'];
  since: Date | null;
  /** Addresses for which something else holds than for the first; empty when all agree. */
  differs: readonly { address: string; state: HeldCell['state'] }[];
  /** The notice a yes given here would rest on; null when none shown names this cell. */
  noticeId: string | null;
}

export interface PanelTopic {
  topicNo: number;
  name: string;
  description: string;
  cells: readonly PanelCell[];
  /** How often it may come, where a choice is offered. */
  pace: PanelPace | null;
}

export interface PanelPace {
  offered: readonly Frequency[];
  /** Of several addresses that differ, the rarest. */
  chosen: Frequency;
  differs: boolean;
}

export interface PanelSender {
  sender: ShownSender;
  channels: readonly Channel[];
  topics: readonly PanelTopic[];
  /** The exact words a yes to this sender rests on. */
  notices: readonly { id: string; words: string; language: string }[];
}

/** A no to everything from a sender (null: from everybody) that stands over some of the contact's addresses. */
export interface StandingNo {
  sender: string | null;
  since: Date;
  /** The addresses it covers; null: all of them. */
  addresses: readonly string[] | null;
}

export interface Panel {
  points: readonly HeldPoint[];
  /** Told at the top, because a yes below only carves out of it. */
  standing: readonly StandingNo[];
  senders: readonly PanelSender[];
  /** Service messages: always sent, named so that nobody takes them for marketing. */
  essential: readonly { topic: string; sender: string }[];
  /** What third parties were given, latest first. */
  given: readonly GivenRow[];
  /** How far the ledgers went when this was read. */
  seen: SeenLedgers;
}

/** Everything the account panel shows of a contact's choices, with notices in a language or else English. Writes nothing. */
export async function readPanel(ctx: ReadContext, contactId: string, language: Language): Promise<Panel> {
  const { reader } = ctx.db;
  const points = await pointsOfContact(reader, contactId);
  // Read before the states: a no that comes in between counts as newer than the page.
  const seen = await seenLedgers(reader, boundIds(points, ctx.config.addressKeys));
  const ids = points.map(({ id }) => id);
  const [topics, senders, words, vocabulary, given, chosen] = await Promise.all([
    shownTopics(reader),
    shownSenders(reader),
    noticeWords(reader, language),
    ctx.vocabulary.current(),
    disclosuresOf(reader, ids, contactId),
    frequenciesOf(reader, ids),
  ]);
  const choosable = topics.filter((topic) => !topic.essential);
  const [cells, permissions] = await Promise.all([
    readCells(ctx, wantedCells(points, choosable)),
    readPermissions(reader, [...new Set(points.flatMap(({ id, premisesId }) => [id, premisesId ?? id]))]),
  ]);
  const notices = words.flatMap((one) => {
    const coverage = vocabulary.notices.get(one.id);
    return coverage === undefined ? [] : [{ ...one, coverage }];
  });
  const nameOf = new Map(senders.map((sender) => [sender.no, sender.name]));
  return {
    points,
    standing: standingOver(points, permissions, nameOf),
    senders: senders.flatMap((sender) => {
      const own = choosable.filter((topic) => topic.senderNo === sender.no);
      const shown = panelSender(sender, own, { cells, points, notices, chosen });
      return shown === null ? [] : [shown];
    }),
    essential: topics
      .filter((topic) => topic.essential)
      .map((topic) => ({ topic: topic.name, sender: nameOf.get(topic.senderNo) ?? '' })),
    given,
    seen,
  };
}

function standingOver(
  points: readonly HeldPoint[],
  permissions: readonly PermissionRow[],
  nameOf: ReadonlyMap<number, string>,
): StandingNo[] {
  const over = new Map<number, { since: Date; points: HeldPoint[] }>();
  for (const point of points) {
    const rows = permissions.filter(({ contact_point_id: id }) => id === point.id || id === point.premisesId);
    for (const { senderNo, since } of wideNos(rows, CHANNELS_OF_KIND[point.kind])) {
      const known = over.get(senderNo);
      if (known === undefined) over.set(senderNo, { since, points: [point] });
      else {
        known.points.push(point);
        // It stands over all of them only since it did over the last.
        if (since > known.since) known.since = since;
      }
    }
  }
  return [...over].flatMap(([senderNo, no]) => {
    const sender = senderNo === ALL ? null : nameOf.get(senderNo);
    if (sender === undefined) return [];
    const addresses = no.points.length === points.length ? null : no.points.map(addressOf);
    return [{ sender, since: no.since, addresses }];
  });
}

const addressOf = (point: HeldPoint | undefined): string => point?.typed ?? point?.normalised ?? '';

function wantedCells(points: readonly HeldPoint[], topics: readonly ShownTopic[]) {
  return points.flatMap((point) =>
    topics.flatMap((topic) =>
      topic.channels
        .filter((channel) => point.channels.includes(channel))
        .map((channel) => ({ point, cell: { channel, senderNo: topic.senderNo, topicNo: topic.no } })),
    ),
  );
}

type Notice = { id: string; words: string; language: string; coverage: NoticeCoverage };

interface Held {
  cells: readonly HeldCell[];
  points: readonly HeldPoint[];
  notices: readonly Notice[];
  chosen: readonly ChosenCell[];
}

function panelSender(sender: ShownSender, topics: readonly ShownTopic[], held: Held): PanelSender | null {
  const { cells, points, notices } = held;
  const shown = topics.flatMap((topic): PanelTopic[] => {
    const own = CHANNELS.flatMap((channel): PanelCell[] => {
      const same = cells.filter((cell) => cell.topicNo === topic.no && cell.channel === channel);
      if (same.length === 0) return [];
      const notice = notices.find((one) => covers(one.coverage, channel, sender.no, topic.no));
      return [panelCell(channel, same, points, notice?.id ?? null)];
    });
    const { name, description } = topic;
    return own.length === 0
      ? []
      : [{ topicNo: topic.no, name, description, cells: own, pace: paceOf(topic, held) }];
  });
  if (shown.length === 0) return null;
  const used = new Set(shown.flatMap((topic) => topic.cells.map((cell) => cell.noticeId)));
  const channels = CHANNELS.filter((channel) =>
    shown.some((topic) => topic.cells.some((cell) => cell.channel === channel)),
  );
  return { sender, channels, topics: shown, notices: notices.filter((notice) => used.has(notice.id)) };
}

function paceOf(topic: ShownTopic, { cells, chosen }: Held): PanelPace | null {
  if (topic.frequencies.length === 0) return null;
  const own = cells.filter((cell) => cell.topicNo === topic.no);
  const each = own.map(
    (cell) =>
      chosen.find(
        (one) =>
          one.contactPointId === cell.pointId && one.channel === cell.channel && one.topicNo === topic.no,
      )?.frequency ?? 'every',
  );
  const rarest = FREQUENCIES.filter((one) => each.includes(one)).at(-1) ?? 'every';
  return { offered: topic.frequencies, chosen: rarest, differs: new Set(each).size > 1 };
}

const RANK: Record<HeldCell['state'], number> = { yes: 0, by_default: 1, no: 2, not_asked: 3 };

function panelCell(
  channel: Channel,
  held: readonly HeldCell[],
  points: readonly HeldPoint[],
  noticeId: string | null,
): PanelCell {
  const [leading] = [...held].sort((a, b) => RANK[a.state] - RANK[b.state]);
  const state = leading?.state ?? 'not_asked';
  const differs = held
    .filter((cell) => cell.state !== state)
    .map((cell) => {
      const point = points.find((one) => one.id === cell.pointId);
      return { address: addressOf(point), state: cell.state };
    });
  return { channel, state, since: leading?.since ?? null, differs, noticeId };
}
