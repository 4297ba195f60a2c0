import type { ChoiceBox } from '../pages/choice-box';
import { parseBox } from '../pages/choice-box';
import { type CellState, type PreferenceSender, shownBoxes } from '../pages/preference-choices';

/** Name of the query parameter in the address the page's forms post to. */
export const SEEN = 'seen';

const LETTER: Record<CellState, string> = { yes: 'y', no: 'n', not_asked: 'q', by_default: 'd' };

/** What a page showed when its form was filled in. */
export interface Seen {
  /** As it stands in the address: how far the ledgers went, and one letter for each shown box. */
  text: string;
  ledgers: readonly number[];
  boxes: readonly { cell: ChoiceBox; state: CellState }[];
  /** Boxes that stood ticked. */
  yes: readonly ChoiceBox[];
}

/** The parameter's value for a page. */
export function describeSeen(ledgers: readonly number[], senders: readonly PreferenceSender[]): string {
  const states = new Map<string, CellState>();
  for (const sender of senders) {
    for (const topic of sender.topics) {
      for (const cell of topic.cells) {
        states.set(`${cell.channel}.${sender.senderNo}.${topic.topicNo}`, cell.state);
      }
    }
  }
  const letters = shownBoxes(senders).map((box) => LETTER[states.get(box) ?? 'not_asked']);
  return `${ledgers.join('-')}.${letters.join('')}`;
}

/** Reads the value back along with the form's list of shown boxes; null for anything that does not fit it. */
export function readSeen(text: string | null, shown: readonly string[]): Seen | null {
  const match = /^((?:\d{1,9}(?:-\d{1,9}){0,31})?)\.([ynqd]*)$/.exec(text ?? '');
  const letters = match?.[2] ?? '';
  if (text === null || match === null || letters.length !== shown.length) return null;
  const boxes = shown.flatMap((value, index) => {
    const cell = parseBox(value);
    const state = STATES.find((one) => LETTER[one] === letters[index]);
    return cell === null || state === undefined ? [] : [{ cell, state }];
  });
  const yes = boxes.filter(({ state }) => state === 'yes').map(({ cell }) => cell);
  const ledgers = (match[1] ?? '').split('-').filter((each) => each !== '');
  return { text, ledgers: ledgers.map(Number), boxes, yes };
}

const STATES = Object.keys(LETTER) as CellState[];
