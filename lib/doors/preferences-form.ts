import type { Frequency } from '../domain/vocabulary';
import type { FormFields } from '../http/body';
import { type ChoiceBox, parseBox } from '../pages/choice-box';
import type { CellState } from '../pages/preference-choices';
import { sentFrequencies } from './frequency-form';
import { readSeen, type Seen } from './seen';

/** The preference page's form as it came in. */
export interface ChoicesForm {
  /** False when any box in it cannot be read: then nothing of it may be acted on. */
  readable: boolean;
  said: {
    shown: readonly ChoiceBox[];
    ticked: readonly ChoiceBox[];
    refused: readonly ChoiceBox[];
    noticeIds: readonly string[];
  };
  /** The ticks and answers as they came, to show again. */
  kept: { choice: readonly string[]; refuse: readonly string[]; often: ReadonlyMap<number, Frequency> };
  /** How often each topic was to come, as the page had shown it. */
  paces: ReadonlyMap<number, Frequency>;
  seen: Seen | null;
  /** The boxes with their states as the page had shown them, as far as the form tells. */
  displayed: readonly { cell: ChoiceBox; state: CellState }[];
}

const NOTICES_MAX = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the form; `seenText` is the query parameter of the address it was posted to. */
export function readChoicesForm(fields: FormFields, seenText: string | null): ChoicesForm {
  const shown = (fields.get('shown') ?? [])
    .flatMap((list) => list.split(/\s+/))
    .filter((value) => value !== '');
  const choice = fields.get('choice') ?? [];
  const refuse = fields.get('refuse') ?? [];
  const boxes = (values: readonly string[]) => values.map(parseBox).filter((box) => box !== null);
  const said = {
    shown: boxes([...new Set(shown)]),
    ticked: boxes(choice),
    refused: boxes(refuse),
    noticeIds: (fields.get('notice') ?? []).filter((id) => UUID.test(id)).slice(0, NOTICES_MAX),
  };
  const seen = readSeen(seenText, shown);
  const often = sentFrequencies(fields);
  return {
    readable:
      [...shown, ...choice, ...refuse].every((value) => parseBox(value) !== null) &&
      fields.has('shown') &&
      (shown.length > 0 || choice.length + refuse.length === 0),
    said,
    kept: { choice, refuse, often: often.sent },
    paces: often.was,
    seen,
    displayed: seen?.boxes ?? said.shown.map((cell) => ({ cell, state: guess(cell, refuse) })),
  };
}

/** Without the page's own word: a ticked "stop this" was one, and any other box one that says yes. */
function guess(cell: ChoiceBox, refuse: readonly string[]): CellState {
  return refuse.includes(`${cell.channel}.${cell.senderNo}.${cell.topicNo}`) ? 'by_default' : 'not_asked';
}
