import type { Language } from '../domain/language';
import type { Act, ChannelScope, DeskMedium, Door, Frequency } from '../domain/vocabulary';
import { AddressText } from './address-text';
import { formatDay, formatInstant } from './dates';
import { listOf, wordsFor } from './words/words';

/** One thing said in a breath. Null sender: every sender; null topic: everything from that sender. */
export interface ActLine {
  /** Null: a choice of how often. */
  act: Act | null;
  frequency: Frequency | null;
  channel: ChannelScope;
  sender: string | null;
  topic: string | null;
  until: Date | null;
  undone: boolean;
  pointIds: readonly string[];
}

/** What was said in one breath, as pages tell it. */
export interface TellableAct {
  instructionId: string;
  saidAt: Date;
  recordedAt: Date;
  door: Door;
  speaker: 'you' | 'address' | 'sharer' | 'nobody';
  medium: DeskMedium | null;
  lines: readonly ActLine[];
  notices: readonly { id: string; words: string; language: string }[];
}

/** The reader of an act: in which language and zone, and by what names the addresses go; null: they are not named. */
export interface ActReader {
  language: Language;
  timeZone: string;
  addresses: ReadonlyMap<string, string> | null;
}

/** A line in words, such as "Yes taken back: Offers from Northgate by email". */
export function lineText(line: ActLine, { language, timeZone }: ActReader): string {
  const choices = wordsFor(language, 'choices');
  const how = choices(`by.${line.channel}`);
  const what = whatOf(line, language);
  if (line.frequency !== null) return wordsFor(language, 'often')(`act.${line.frequency}`, { what, how });
  if (line.act === 'paused' && line.until !== null)
    return wordsFor(language, 'acts')('pausedUntil', {
      what,
      how,
      day: formatDay(line.until, timeZone, language),
    });
  return line.act === null ? what : wordsFor(language, 'history')(`act.${line.act}`, { what, how });
}

function whatOf({ sender, topic }: ActLine, language: Language): string {
  const words = wordsFor(language, 'choices');
  if (sender === null) return words('everything');
  return topic === null ? words('everythingFrom', { sender }) : words('topicFrom', { topic, sender });
}

/** By which door, in words that fit any page. */
export function doorText(door: Door, language: Language): string {
  return door === 'preference_page'
    ? wordsFor(language, 'acts')('onPage')
    : wordsFor(language, 'history')(`door.${door}`);
}

/** Who spoke, and who wrote it down where that was not the speaker. */
export function speakerTexts({ speaker, medium }: TellableAct, language: Language): string[] {
  const words = wordsFor(language, 'acts');
  return medium === null
    ? [words(`speaker.${speaker}`)]
    : [words(`speaker.${speaker}`), words(`staff.${medium}`)];
}

/** News that was written down more than a minute after it was said shows both times. */
const AT_ONCE_MS = 60_000;

/** An act: its lines, when and how it came in, for which addresses, the words shown then, and the way to its receipt. */
export function ToldAct(props: { act: TellableAct; reader: ActReader; receiptHref: string | null }) {
  const { act, reader, receiptHref } = props;
  const { language, timeZone } = reader;
  const words = wordsFor(language, 'acts');
  const when = formatInstant(act.saidAt, timeZone, language);
  const addresses = addressesOf(act.lines, reader);
  const late = act.recordedAt.getTime() - act.saidAt.getTime() > AT_ONCE_MS;
  return (
    <>
      {act.lines.map((line) => (
        <p
          className="line"
          key={`${line.act}/${line.channel}/${line.sender}/${line.topic}/${line.frequency}`}
        >
          <b>{lineText(line, reader)}</b>
          {line.undone && <span className="tag">{words('undone')}</span>}
        </p>
      ))}
      <span className="hint">{words('when', { when, door: doorText(act.door, language) })}</span>
      {addresses.length > 0 && (
        <span className="hint">
          {words.rich('for', {
            shown: listOf(language, addresses),
            address: (shown) => <AddressText>{shown}</AddressText>,
          })}
        </span>
      )}
      {speakerTexts(act, language).map((text) => (
        <span className="hint" key={text}>
          {text}
        </span>
      ))}
      {late && (
        <span className="hint">
          {words('recorded', { when: formatInstant(act.recordedAt, timeZone, language) })}
        </span>
      )}
      {act.notices.map((notice) => (
        <details key={notice.id}>
          <summary>{words('wordsShown')}</summary>
          <div lang={notice.language} dir="auto">
            {notice.words.split(/\n{2,}/).map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </details>
      ))}
      {receiptHref !== null && (
        <a className="big" href={receiptHref}>
          {words('receiptOf', { when })}
        </a>
      )}
    </>
  );
}

/** The addresses an act was said for, each once, postal ones in one line. */
export function addressesOf(lines: readonly ActLine[], { addresses }: ActReader): string[] {
  if (addresses === null) return [];
  const ids = new Set(lines.flatMap(({ pointIds }) => pointIds));
  return [...ids].flatMap((id) => {
    const address = addresses.get(id) ?? '';
    return address === '' ? [] : [oneLine(address)];
  });
}

/** An address kept in lines, in one. */
export function oneLine(address: string): string {
  return address
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
}
