import type { Channel, SenderKind } from '../domain/vocabulary';
import { boxValue } from './choice-box';
import { formatDay } from './dates';
import type { Frame } from './document';
import { Pick } from './form-parts';
import { wordsFor } from './words/language';

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
}

export interface PreferenceSender {
  senderNo: number;
  name: string;
  kind: SenderKind;
  privacyUrl: string | null;
  /** The published notice version a yes given here rests on, with its exact words. */
  notice: { id: string; words: string } | null;
  topics: readonly PreferenceTopic[];
}

/** The form values of ticked boxes to show again after a failed save; null shows what holds. */
export type KeptTicks = { choice: readonly string[]; refuse: readonly string[] } | null;

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
  const words = wordsFor(frame.language).preferences;
  const link = sender.privacyUrl !== null && (
    <p>
      <a href={sender.privacyUrl}>{words.privacyOf(sender.name)}</a>
    </p>
  );
  if (sender.notice === null) return link;
  return (
    <div className="box">
      <input type="hidden" name="notice" value={sender.notice.id} />
      <p className="hint">{words.noticeTitle}</p>
      {sender.notice.words.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {link}
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
  const words = wordsFor(frame.language).preferences;
  const channels = new Set(sender.topics.flatMap((topic) => topic.cells.map((cell) => cell.channel)));
  const [only] = channels;
  if (channels.size === 1 && only !== undefined) {
    return (
      <fieldset>
        <legend className="hint">{words.channel[only]}</legend>
        {sender.topics.map((topic) =>
          topic.cells.map((cell) => (
            <Cell
              key={topic.topicNo}
              {...{ frame, sender, topic, cell, kept }}
              label={topic.name}
              description={topic.description}
            />
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
            label={words.channel[cell.channel]}
            description={null}
          />
        ))}
      </div>
    </fieldset>
  ));
}

interface CellProps extends ChoicesProps {
  topic: PreferenceTopic;
  cell: PreferenceCell;
  label: string;
  description: string | null;
}

function Cell({ frame, sender, topic, cell, kept, label, description }: CellProps) {
  const words = wordsFor(frame.language).preferences;
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
      const stop = `${words.stopThese}: ${label}`;
      return <Pick type="checkbox" name="refuse" value={value} label={stop} names={lines} checked={ticked} />;
    }
    case null:
      return (
        <p className="still">
          <b>{label}</b>
          <span className="hint">{`${holds}. ${words.noBox}`}</span>
        </p>
      );
    default:
      return box satisfies never;
  }
}

function stateText(frame: Frame, cell: PreferenceCell): string {
  const words = wordsFor(frame.language).preferences;
  const state = words.state[cell.state];
  if (cell.since === null || cell.state === 'by_default') return state;
  return words.since(state, formatDay(cell.since, frame.timeZone, frame.language));
}
