import type { OfferedNotice } from '../../../db/queries/notices';
import type { ShownSender, ShownTopic } from '../../../db/queries/preferences';
import type { HeldState } from '../../domain/held-choice';
import type { Channel, Frequency } from '../../domain/vocabulary';
import type { CellQuestion } from '../preference/read-cells';
import type { Catalogue } from './read-catalogue';
import { coversCell, shownNotice } from './shown-notice';

/** One box of the page: what holds, and whether a yes given here would count. */
export interface ArrangedCell {
  channel: Channel;
  state: HeldState;
  since: Date | null;
  canSayYes: boolean;
}

export interface ArrangedTopic {
  topicNo: number;
  name: string;
  description: string | null;
  cells: ArrangedCell[];
  /** How often it may come, where a choice is offered. */
  pace: { offered: readonly Frequency[]; chosen: Frequency } | null;
}

export interface ArrangedSender {
  senderNo: number;
  name: string;
  kind: ShownSender['kind'];
  privacyUrl: string | null;
  notice: { id: string; words: string; language: string } | null;
  topics: ArrangedTopic[];
}

export interface Arrangement {
  channels: readonly Channel[];
  language: string;
  /** Whether a yes can be said for this address at all. */
  maySayYes: boolean;
  /** What holds for a cell; null leaves the box out. */
  stateOf(cell: CellQuestion): { state: HeldState; since: Date | null } | null;
  /** How often a topic may come; null leaves the choice out. */
  frequencyOf(topicNo: number): Frequency | null;
}

/** Lays the catalogue out for one address: own brands, then third parties; only topics that can be refused. */
export function arrangeSenders(catalogue: Catalogue, wanted: Arrangement): ArrangedSender[] {
  return catalogue.senders.flatMap((sender) => {
    const topics = catalogue.topics.filter((topic) => topic.senderNo === sender.no && !topic.essential);
    const notice = shownNotice(catalogue, sender.no, wanted);
    const arranged = topics.flatMap((topic) => {
      const cells = cellsOf(topic, notice, wanted);
      const description = topic.description === '' ? null : topic.description;
      const pace = paceOf(topic, wanted);
      return cells.length === 0 ? [] : [{ topicNo: topic.no, name: topic.name, description, cells, pace }];
    });
    if (arranged.length === 0) return [];
    return [
      {
        senderNo: sender.no,
        name: sender.name,
        kind: sender.kind,
        privacyUrl: sender.privacyUrl === '' ? null : sender.privacyUrl,
        notice: notice === null ? null : { id: notice.id, words: notice.words, language: notice.language },
        topics: arranged,
      },
    ];
  });
}

function paceOf(topic: ShownTopic, wanted: Arrangement): ArrangedTopic['pace'] {
  const chosen = topic.frequencies.length === 0 ? null : wanted.frequencyOf(topic.no);
  return chosen === null ? null : { offered: topic.frequencies, chosen };
}

function cellsOf(topic: ShownTopic, notice: OfferedNotice | null, wanted: Arrangement): ArrangedCell[] {
  return wanted.channels.flatMap((channel) => {
    if (!topic.channels.includes(channel)) return [];
    const holds = wanted.stateOf({ channel, senderNo: topic.senderNo, topicNo: topic.no });
    if (holds === null) return [];
    const covered = notice !== null && coversCell(notice, channel, topic);
    return [{ channel, state: holds.state, since: holds.since, canSayYes: wanted.maySayYes && covered }];
  });
}
