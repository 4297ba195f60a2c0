import type { Language } from '../../lib/domain/language';
import { pauseDays } from '../../lib/domain/pause';
import { CHANNEL_SCOPES, CHANNELS, type Channel } from '../../lib/domain/vocabulary';
import { startOfDay } from '../../lib/domain/zone';
import { formatDay } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/words';

const FAULTS = ['missing', 'not_a_date', 'past', 'too_long', 'no_channel', 'no_address'] as const;
type Fault = (typeof FAULTS)[number];

/** What a pause form that was refused brings back in the address: the fault, and what was typed. */
export interface PauseQuery {
  pause?: string;
  until?: string;
  channel?: string | string[];
}

/** The fault a query tells of; null where it tells of none. */
export function pauseFault({ pause }: PauseQuery): Fault | null {
  return FAULTS.find((fault) => fault === pause) ?? null;
}

/** The fault in words, with the last day that may be chosen. */
export function pauseFaultText(fault: Fault, language: Language, last: string): string {
  const words = wordsFor(language, 'pause');
  return fault === 'not_a_date' || fault === 'too_long'
    ? words(`fault.${fault}`, { last })
    : words(`fault.${fault}`);
}

/** The last day that may be chosen, in words. */
export function lastPauseDay(now: Date, timeZone: string, language: Language): string {
  const [year = 0, month = 0, day = 0] = pauseDays(timeZone, now).last.split('-').map(Number);
  return formatDay(startOfDay(timeZone, { year, month, day }), timeZone, language);
}

/** Asks for the day on which marketing may start again, and what to pause. */
export function PauseForm(props: {
  now: Date;
  timeZone: string;
  language: Language;
  channels: readonly Channel[];
  query: PauseQuery;
}) {
  const { now, timeZone, language, channels, query } = props;
  const words = wordsFor(language, 'pause');
  const choices = wordsFor(language, 'choices');
  const { first, last } = pauseDays(timeZone, now);
  const shownLast = lastPauseDay(now, timeZone, language);
  const fault = pauseFault(query);
  const ticked = CHANNEL_SCOPES.find((one) => [query.channel].flat().includes(one)) ?? 'all';
  const offered = ['all' as const, ...CHANNELS.filter((channel) => channels.includes(channel))];
  return (
    <form method="post" action="/account/pause" className="stop" noValidate>
      <h2 id="pause">{words('title')}</h2>
      <p>{words('text')}</p>
      <fieldset>
        <legend>{words('what')}</legend>
        {offered.map((channel) => (
          <label className="tick" key={channel}>
            <input type="radio" name="channel" value={channel} defaultChecked={channel === ticked} />
            {channel === 'all' ? words('all') : words('only', { how: choices(`by.${channel}`) })}
          </label>
        ))}
      </fieldset>
      <div className={fault === null ? 'field' : 'field wrong'}>
        <label htmlFor="until">{words('until')}</label>
        <span className="hint" id="until-hint">
          {words('untilHint', { last: shownLast })}
        </span>
        {fault !== null && (
          <span className="error" id="until-error">
            {wordsFor(language, 'form')('error', { message: pauseFaultText(fault, language, shownLast) })}
          </span>
        )}
        <input
          id="until"
          name="until"
          type="date"
          className="day"
          min={first}
          max={last}
          defaultValue={query.until ?? ''}
          aria-describedby={fault === null ? 'until-hint' : 'until-hint until-error'}
          aria-invalid={fault === null ? undefined : true}
        />
      </div>
      <button type="submit" className="plain">
        {words('button')}
      </button>
    </form>
  );
}
