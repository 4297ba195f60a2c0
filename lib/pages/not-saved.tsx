import { type Frame, type RenderedPage, renderPage } from './document';
import { wordsFor } from './words/words';

export interface NotSavedProps {
  /** Where the form goes when it is sent again. */
  action: string;
  back: string;
  /** Every field as it was sent. */
  fields: readonly (readonly [string, string])[];
  /** Names of those a person typed into. */
  visible: readonly string[];
}

/** The record is away: what was typed, and one button that sends it again as it is. */
export function notSavedPage(frame: Frame, props: NotSavedProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'not-saved');
  const title = words('title');
  const typed = props.fields.filter(([name, value]) => props.visible.includes(name) && value !== '');
  return renderPage(frame, {
    title,
    address: props.back,
    body: (
      <>
        <h1>{title}</h1>
        <p className="lead">{words('text')}</p>
        {typed.length > 0 && (
          <>
            <h2>{words('kept')}</h2>
            <ul>
              {typed.map(([name, value]) => (
                <li key={`${name}/${value}`}>
                  <bdi>{value}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        <form method="post" action={props.action}>
          {props.fields.map(([name, value], at) => (
            // Names repeat and values may: only the place tells one from another.
            // biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
            <input key={at} type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{words('again')}</button>
        </form>
        <p>
          <a className="big" href={props.back}>
            {words('back')}
          </a>
        </p>
      </>
    ),
  });
}
