import { Fragment } from 'react';
import { directionOf, type Language, languageOf } from '../domain/language';
import type { Channel, Frequency, SenderKind } from '../domain/vocabulary';
import { boxValue } from './choice-box';
import { formatDay } from './dates';
import type { Frame } from './document';
import { Pick } from './form-parts';
import { wordsFor } from './words/words';

/** What holds for one channel of one topic. `by_default`: sent without having been asked, until refused. */
export type CellState = 'yes' | 'no' | 'not_asked' | 'by_default';

export interface PreferenceCell {
  channel: Channel;
  state: CellState;
  /** When what holds was said; null when nothing was. */
  since: Date | null;
  /** The notice shown covers this channel and topic, so a yes given here would count. */
  canSayYes: boolean;
}

export interface PreferenceTopic {
  topicNo: number;
  name: string;
  description: string | null;
  /** One for each channel the address serves that this sender uses. */
  cells: readonly PreferenceCell[];
  /** How often it may come, where a choice is offered. */
  pace: { offered: readonly Frequency[]; chosen: Frequency } | null;
}

export interface PreferenceSender {
  senderNo: number;
  name: string;
  kind: SenderKind;
  privacyUrl: string | null;
  /** The published notice version a yes given here rests on, with its exact words in their language (BCP 47). */
  notice: { id: string; words: string; language: string } | null;
  topics: readonly PreferenceTopic[];
}

/** The form values of ticked boxes to show again after a failed save; null shows what holds. */
export type KeptTicks = {
  choice: readonly string[];
  refuse: readonly string[];
  /** How often, by topic number. */
  often: ReadonlyMap<number, Frequency>;
} | null;

/** The values of all boxes on the page: nothing else may change (DESIGN §3, promise 6). */
export function shownBoxes(senders: readonly PreferenceSender[]): string[] {
  return senders.flatMap((sender) =>
    sender.topics.flatMap((topic) =>
      topic.cells
        .filter((cell) => boxOf(sender, cell) !== null)
        .map((cell) =>
          boxValue({ channel: cell.channel, senderNo: sender.senderNo, topicNo: topic.topicNo }),
        ),
    ),
  );
}

/** Whether any box on the page means no when ticked. */
export function hasDefaults(senders: readonly PreferenceSender[]): boolean {
  return senders.some((sender) =>
    sender.topics.some((topic) => topic.cells.some((cell) => cell.state === 'by_default')),
  );
}

/** Whether anything at all may still be sent. */
export function hasYes(senders: readonly PreferenceSender[]): boolean {
  return senders.some((sender) =>
    sender.topics.some((topic) =>
      topic.cells.some((cell) => cell.state === 'yes' || cell.state === 'by_default'),
    ),
  );
}

/** Which box a cell gets: a yes can always be taken back, a new yes needs the notice in sight. */
function boxOf(sender: PreferenceSender, cell: PreferenceCell): 'choice' | 'refuse' | null {
  switch (cell.state) {
    case 'yes':
      return 'choice';
    case 'by_default':
      return 'refuse';
    case 'no':
    case 'not_asked':
      return cell.canSayYes && sender.notice !== null ? 'choice' : null;
    default:
      return cell.state satisfies never;
  }
}

/** The exact words a yes rests on, beside its boxes, with the version's id for the record. */
export function Notice({ frame, sender }: { frame: Frame; sender: PreferenceSender }) {
  const words = wordsFor(frame.language, 'choices');
  const link = <PrivacyLink frame={frame} sender={sender} />;
  if (sender.notice === null) return link;
  return (
    <div className="box">
      <input type="hidden" name="notice" value={sender.notice.id} />
      <p className="hint">{words('noticeTitle')}</p>
      <NoticeWords notice={sender.notice} language={frame.language} />
      {link}
    </div>
  );
}

/** Where a sender says what it does with people's data. */
export function PrivacyLink({ frame, sender }: { frame: Frame; sender: PreferenceSender }) {
  if (sender.privacyUrl === null) return null;
  const words = wordsFor(frame.language, 'choices');
  return (
    <p>
      <a href={sender.privacyUrl} rel="noreferrer">
        {words('privacyOf', { sender: sender.name })}
      </a>
    </p>
  );
}

/** A notice that several senders share: once, above the first of them, open to be read and there to be folded away. */
export function SharedNotice(props: {
  frame: Frame;
  sender: PreferenceSender;
  before: readonly PreferenceSender[];
}) {
  const { frame, sender, before } = props;
  const { notice } = sender;
  if (notice === null || before.some((other) => other.notice?.id === notice.id)) return null;
  return (
    <details className="box" open>
      <summary>{wordsFor(frame.language, 'choices')('noticeTitle')}</summary>
      <input type="hidden" name="notice" value={notice.id} />
      <NoticeWords notice={notice} language={frame.language} />
    </details>
  );
}

/** A notice's paragraphs as published, marked with their language where that is not the page's. */
export function NoticeWords(props: { notice: { words: string; language: string }; language: Language }) {
  const spoken = languageOf(props.notice.language);
  const paragraphs = props.notice.words
    .split(/\n{2,}/)
    .map((paragraph) => <p key={paragraph}>{paragraph}</p>);
  if (spoken === props.language) return paragraphs;
  return (
    <div lang={props.notice.language} dir={spoken === null ? 'auto' : directionOf(spoken)}>
      {paragraphs}
    </div>
  );
}

interface ChoicesProps {
  frame: Frame;
  sender: PreferenceSender;
  kept: KeptTicks;
}

/** One sender's topics: a plain list when the address serves one channel, else channels side by side. */
export function SenderChoices({ frame, sender, kept }: ChoicesProps) {
  const words = wordsFor(frame.language, 'choices');
  const channels = new Set(sender.topics.flatMap((topic) => topic.cells.map((cell) => cell.channel)));
  const [only] = channels;
  if (channels.size === 1 && only !== undefined) {
    return (
      <fieldset>
        <legend className="hint">{words(`channel.${only}`)}</legend>
        {sender.topics.map((topic) =>
          topic.cells.map((cell) => (
            <Fragment key={topic.topicNo}>
              <Cell
                {...{ frame, sender, topic, cell, kept }}
                label={topic.name}
                description={topic.description}
              />
              <HowOften {...{ frame, sender, topic, kept }} />
            </Fragment>
          )),
        )}
      </fieldset>
    );
  }
  return sender.topics.map((topic) => (
    <fieldset className="row" key={topic.topicNo}>
      <legend>
        {topic.name}
        {topic.description !== null && <span className="hint">{topic.description}</span>}
      </legend>
      <div className="many">
        {topic.cells.map((cell) => (
          <Cell
            key={cell.channel}
            {...{ frame, sender, topic, cell, kept }}
            label={words(`channel.${cell.channel}`)}
            description={null}
          />
        ))}
      </div>
      <HowOften {...{ frame, sender, topic, kept }} />
    </fieldset>
  ));
}

/** How often a topic may come: the choice as it stands, and as the page had shown it. */
function HowOften({ frame, sender, topic, kept }: ChoicesProps & { topic: PreferenceTopic }) {
  if (topic.pace === null) return null;
  const words = wordsFor(frame.language, 'often');
  const name = `often.${topic.topicNo}`;
  return (
    <div className="field short often">
      <label htmlFor={name}>{words('labelOf', { topic: topic.name, sender: sender.name })}</label>
      <select
        id={name}
        name={name}
        defaultValue={kept?.often.get(topic.topicNo) ?? topic.pace.chosen}
        aria-describedby={`${name}-hint`}
      >
        {topic.pace.offered.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
      <span className="hint" id={`${name}-hint`}>
        {words('hint')}
      </span>
      <input type="hidden" name={`often_was.${topic.topicNo}`} value={topic.pace.chosen} />
    </div>
  );
}

interface CellProps extends ChoicesProps {
  topic: PreferenceTopic;
  cell: PreferenceCell;
  label: string;
  description: string | null;
}

function Cell({ frame, sender, topic, cell, kept, label, description }: CellProps) {
  const words = wordsFor(frame.language, 'preferences');
  const value = boxValue({ channel: cell.channel, senderNo: sender.senderNo, topicNo: topic.topicNo });
  const holds = stateText(frame, cell);
  const lines = description === null ? [holds] : [description, holds];
  const box = boxOf(sender, cell);
  switch (box) {
    case 'choice': {
      const ticked = kept === null ? cell.state === 'yes' : kept.choice.includes(value);
      const shared = { type: 'checkbox', name: 'choice', value, label, checked: ticked } as const;
      return <Pick {...shared} names={lines} />;
    }
    case 'refuse': {
      const ticked = kept?.refuse.includes(value) ?? false;
      const stop = words('stopThis', { label });
      return <Pick type="checkbox" name="refuse" value={value} label={stop} names={lines} checked={ticked} />;
    }
    case null:
      return (
        <p className="still">
          <b>{label}</b>
          <span className="hint">{words('noBox', { holds })}</span>
        </p>
      );
    default:
      return box satisfies never;
  }
}

function stateText(frame: Frame, cell: PreferenceCell): string {
  const words = wordsFor(frame.language, 'choices');
  if (cell.since === null || cell.state === 'by_default') return words(`state.${cell.state}`);
  return words(`since.${cell.state}`, { day: formatDay(cell.since, frame.timeZone, frame.language) });
}
