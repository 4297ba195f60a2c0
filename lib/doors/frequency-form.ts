import { FREQUENCIES, type Frequency } from '../domain/vocabulary';
import type { FormFields } from '../http/body';

const TOPICS_MAX = 500;
const FIELD = /^often(_was)?\.([1-9]\d{0,8})$/;

/** How often to hear about each topic, by its number: as the page had shown it, and as it was sent. */
export interface SentFrequencies {
  was: ReadonlyMap<number, Frequency>;
  sent: ReadonlyMap<number, Frequency>;
}

/** Reads `often.TOPIC` and `often_was.TOPIC` of a form; what is no answer is left out. */
export function sentFrequencies(form: FormFields): SentFrequencies {
  const was = new Map<number, Frequency>();
  const sent = new Map<number, Frequency>();
  for (const [name, [value]] of [...form].slice(0, 2 * TOPICS_MAX)) {
    const [, before, topicNo] = FIELD.exec(name) ?? [];
    const frequency = FREQUENCIES.find((one) => one === value);
    if (topicNo === undefined || frequency === undefined) continue;
    (before === undefined ? sent : was).set(Number(topicNo), frequency);
  }
  return { was, sent };
}

/** What was changed: sent otherwise than it was shown. What was not shown cannot change. */
export function readFrequencies(form: FormFields): { topicNo: number; frequency: Frequency }[] {
  const { was, sent } = sentFrequencies(form);
  return [...sent].flatMap(([topicNo, frequency]) => {
    const before = was.get(topicNo);
    return before === undefined || before === frequency ? [] : [{ topicNo, frequency }];
  });
}
