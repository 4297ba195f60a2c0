import type { Act, ChannelScope, Door } from '../domain/vocabulary';
import { formatInstant } from './dates';
import type { Frame } from './document';
import { wordsFor } from './words/language';

/** One thing said about the address. Null sender = every sender; null topic = everything from that sender. */
export interface HistoryEntry {
  id: string;
  /** When it was said. */
  at: Date;
  act: Act;
  channel: ChannelScope;
  sender: string | null;
  topic: string | null;
  door: Door;
}

/** What was said, newest first, in plain words, with when and by which door. */
export function History(props: { frame: Frame; entries: readonly HistoryEntry[]; cut: boolean }) {
  const { frame, entries, cut } = props;
  const words = wordsFor(frame.language).preferences;
  if (entries.length === 0) return <p>{words.historyEmpty}</p>;
  return (
    <>
      <ul className="list">
        {entries.map((entry) => (
          <li key={entry.id}>
            {words.act[entry.act](whatOf(frame, entry), words.by[entry.channel])}
            <span className="hint">
              {`${formatInstant(entry.at, frame.timeZone, frame.language)}, ${words.door[entry.door]}`}
            </span>
          </li>
        ))}
      </ul>
      {cut && <p className="quiet">{words.historyMore}</p>}
    </>
  );
}

function whatOf(frame: Frame, entry: HistoryEntry): string {
  const words = wordsFor(frame.language).preferences;
  if (entry.sender === null) return words.everything;
  return entry.topic === null
    ? words.everythingFrom(entry.sender)
    : words.topicFrom(entry.topic, entry.sender);
}
