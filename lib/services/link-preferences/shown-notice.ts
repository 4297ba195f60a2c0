import type { OfferedNotice } from '../../../db/queries/notices';
import type { ShownTopic } from '../../../db/queries/preferences';
import { languageOf } from '../../domain/language';
import { covers } from '../../domain/refuse-instruction';
import type { Channel } from '../../domain/vocabulary';
import type { Catalogue } from './read-catalogue';

/**
 * The notice a page shows beside a sender's boxes: in the reader's language before English, then the one that names
 * most of what is offered, then the newest. Null when none names any of it.
 */
export function shownNotice(
  { notices, topics }: Catalogue,
  senderNo: number,
  page: { channels: readonly Channel[]; language: string },
): OfferedNotice | null {
  const offered = topics
    .filter((topic) => topic.senderNo === senderNo && !topic.essential)
    .flatMap((topic) =>
      page.channels
        .filter((channel) => topic.channels.includes(channel))
        .map((channel) => ({ channel, topic })),
    );
  const ranked = notices
    .map((notice) => ({ notice, language: languageOf(notice.language) }))
    .filter(({ language }) => language === page.language || language === 'en')
    .map(({ notice, language }) => ({
      notice,
      spoken: language === page.language ? 1 : 0,
      covered: offered.filter(({ channel, topic }) => coversCell(notice, channel, topic)).length,
    }))
    .filter(({ covered }) => covered > 0)
    .sort(
      (a, b) =>
        b.spoken - a.spoken ||
        b.covered - a.covered ||
        b.notice.publishedAt.getTime() - a.notice.publishedAt.getTime(),
    );
  return ranked[0]?.notice ?? null;
}

/** Whether a notice names a channel of a topic and its sender. */
export function coversCell(notice: OfferedNotice, channel: Channel, topic: ShownTopic): boolean {
  return covers({ ...notice, basis: 'consent' }, channel, topic.senderNo, topic.no);
}
