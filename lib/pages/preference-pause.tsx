import type { PauseFault } from '../domain/pause';
import { CHANNELS_OF_KIND, type ChannelScope, type ContactPointKind } from '../domain/vocabulary';
import { formatDay } from './dates';
import type { Frame } from './document';
import { Pick } from './form-parts';
import { wordsFor } from './words/words';

/** A pause that holds at the linked address. */
export interface ShownPause {
  channel: ChannelScope;
  until: Date | null;
}

/** The pause form: which days may be chosen, and after a fault what was typed. */
export interface PauseForm {
  /** First and last day, as a date field wants them, and the last as an instant of it. */
  first: string;
  last: string;
  lastDay: Date;
  fault: PauseFault | 'no_channel' | 'no_address' | null;
  typed: { until: string; channels: readonly ChannelScope[] };
}

type Parts = { frame: Frame; token: string };

/** The pauses that hold, each with a button that ends it. */
export function Pauses({ frame, token, pauses }: Parts & { pauses: readonly ShownPause[] }) {
  const words = wordsFor(frame.language, 'pause');
  const choices = wordsFor(frame.language, 'choices');
  return pauses.map(({ channel, until }) => {
    const how = choices(`by.${channel}`);
    const b = (text: React.ReactNode) => <b>{text}</b>;
    return (
      <form method="post" action={`/preferences/${token}`} className="box" key={channel}>
        <p>
          {until === null
            ? words.rich('open', { how, b })
            : words.rich('holds', { how, b, day: formatDay(until, frame.timeZone, frame.language) })}
        </p>
        <input type="hidden" name="do" value="resume" />
        <input type="hidden" name="channel" value={channel} />
        <button className="plain" type="submit">
          {pauses.length === 1 ? words('resume') : words('resumeOf', { how })}
        </button>
      </form>
    );
  });
}

/** Asks for the day on which marketing may start again, and by which channels to pause where the address serves several. */
export function PauseSection(props: Parts & { kind: ContactPointKind; form: PauseForm }) {
  const { frame, token, kind, form } = props;
  const words = wordsFor(frame.language, 'pause');
  const choices = wordsFor(frame.language, 'choices');
  const last = formatDay(form.lastDay, frame.timeZone, frame.language);
  const channels = CHANNELS_OF_KIND[kind];
  const fault = form.fault === null ? null : pauseFaultText(frame, form);
  const ticked = form.typed.channels[0] ?? 'all';
  return (
    <form method="post" action={`/preferences/${token}`} id="pause" tabIndex={-1} noValidate>
      <h2>{words('title')}</h2>
      <p>{words('text')}</p>
      <input type="hidden" name="do" value="pause" />
      {channels.length === 1 ? (
        <input type="hidden" name="channel" value="all" />
      ) : (
        <fieldset>
          <legend className="hint">{words('what')}</legend>
          {(['all', ...channels] as const).map((channel) => (
            <Pick
              key={channel}
              type="radio"
              name="channel"
              value={channel}
              checked={channel === ticked}
              label={channel === 'all' ? words('all') : words('only', { how: choices(`by.${channel}`) })}
            />
          ))}
        </fieldset>
      )}
      <div className={fault === null ? 'field short' : 'field short wrong'}>
        <label htmlFor="until">{words('until')}</label>
        <span className="hint" id="until-hint">
          {words('untilHint', { last })}
        </span>
        {fault !== null && (
          <span className="error" id="until-error">
            {wordsFor(frame.language, 'form')('error', { message: fault })}
          </span>
        )}
        <input
          id="until"
          name="until"
          type="date"
          min={form.first}
          max={form.last}
          defaultValue={form.typed.until}
          aria-describedby={fault === null ? 'until-hint' : 'until-hint until-error'}
          aria-invalid={fault === null ? undefined : true}
        />
      </div>
      <button className="plain" type="submit">
        {words('button')}
      </button>
    </form>
  );
}

/** What is wrong with the pause form, in words. */
export function pauseFaultText(frame: Frame, form: PauseForm): string {
  const words = wordsFor(frame.language, 'pause');
  const last = formatDay(form.lastDay, frame.timeZone, frame.language);
  switch (form.fault) {
    case 'not_a_date':
    case 'too_long':
      return words(`fault.${form.fault}`, { last });
    case 'missing':
    case 'past':
    case 'no_channel':
    case 'no_address':
      return words(`fault.${form.fault}`);
    case null:
      return '';
    default:
      return form.fault satisfies never;
  }
}
