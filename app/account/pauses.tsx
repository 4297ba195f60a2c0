import type { ReactNode } from 'react';
import type { Language } from '../../lib/domain/language';
import { AddressText } from '../../lib/pages/address-text';
import { formatDay } from '../../lib/pages/dates';
import { oneLine } from '../../lib/pages/told-act';
import { listOf, wordsFor } from '../../lib/pages/words/words';
import type { ToldPause } from '../../lib/services/pause/read-pauses';

type Props = { pauses: readonly ToldPause[]; timeZone: string; language: Language };

/** The breaks that hold: own ones with a button that ends them, and those of people who share an address. */
export function Pauses({ pauses, timeZone, language }: Props) {
  const words = wordsFor(language, 'pause');
  const own = pauses.filter((pause) => pause.own);
  return pauses.map((pause) => {
    const text = <p>{told(pause, timeZone, language)}</p>;
    const key = `${pause.own}/${pause.channel}/${pause.until?.getTime()}`;
    if (!pause.own)
      return (
        <div className="notice" key={key}>
          {text}
        </div>
      );
    const how = wordsFor(language, 'choices')(`by.${pause.channel}`);
    return (
      <form method="post" action="/account/resume" className="notice" key={key}>
        {text}
        <input type="hidden" name="channel" value={pause.channel} />
        <button type="submit" className="plain">
          {own.length === 1 ? words('resume') : words('resumeOf', { how })}
        </button>
      </form>
    );
  });
}

function told(pause: ToldPause, timeZone: string, language: Language) {
  const words = wordsFor(language, 'pause');
  const how = wordsFor(language, 'choices')(`by.${pause.channel}`);
  const b = (text: ReactNode) => <b>{text}</b>;
  const address = (shown: ReactNode) => <AddressText>{shown}</AddressText>;
  if (pause.until === null) return words.rich('open', { how, b });
  const day = formatDay(pause.until, timeZone, language);
  if (pause.addresses === null) return words.rich('holds', { how, day, b });
  const shown = listOf(language, pause.addresses.map(oneLine));
  return pause.own
    ? words.rich('holdsAt', { how, day, shown, b, address })
    : words.rich('holdsByOther', { how, day, shown, address });
}
