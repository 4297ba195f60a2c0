import { formatInstant } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/language';
import type { HistoryRow } from '../../lib/services/preference/read-history';
import type { HeldPoint } from '../../lib/services/preference/read-panel';

const words = wordsFor('en').preferences;

export interface Names {
  senders: ReadonlyMap<number, { name: string }>;
  topics: ReadonlyMap<number, { name: string }>;
}

/** What was said, newest first: what, when, about which address, by which door, on what words. */
export function HistoryList(props: {
  rows: readonly HistoryRow[];
  points: readonly HeldPoint[];
  names: Names;
  contactId: string;
  timeZone: string;
}) {
  const { rows, points, names, contactId, timeZone } = props;
  if (rows.length === 0) return <p>Nothing has been said about your addresses yet.</p>;
  const addressOf = new Map(points.map((point) => [point.id, point.typed ?? point.normalised ?? '']));
  return (
    <ol className="history">
      {rows.map((row) => (
        <li key={`${row.contactPointId}/${row.seq}`}>
          <b>{words.act[row.act](whatOf(row, names), words.by[row.channel])}</b>
          {row.undone && <span className="tag">put right later</span>}
          <span className="hint">
            {formatInstant(row.saidAt, timeZone, 'en')}, {words.door[row.door]}, for{' '}
            {addressOf.get(row.contactPointId)}
            {row.contactId !== null && row.contactId !== contactId && ', by somebody who shares this address'}
          </span>
          {row.noticeWords !== null && (
            <details>
              <summary>The words shown</summary>
              <p>{row.noticeWords}</p>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The scope of an act in words. */
export function whatOf(row: { senderNo: number; topicNo: number }, names: Names): string {
  const sender = names.senders.get(row.senderNo)?.name;
  if (sender === undefined) return words.everything;
  const topic = names.topics.get(row.topicNo)?.name;
  return topic === undefined ? words.everythingFrom(sender) : words.topicFrom(topic, sender);
}
