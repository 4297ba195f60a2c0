import { type Frame, type RenderedPage, renderPage } from './document';
import { wordsFor } from './words/words';

/** The cookies the system really sets, all of them for signing in. */
export interface CookiesProps {
  cookies: readonly { name: string; purpose: string; lasts: string }[];
}

/** The cookies page: the public pages set none, signing in sets those listed. */
export function cookiesPage(frame: Frame, props: CookiesProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'cookies');
  return renderPage(frame, {
    title: words('title'),
    body: (
      <>
        <h1>{words('title')}</h1>
        <p className="lead">{words('lead')}</p>
        <p>{props.cookies.length === 0 ? words('empty') : words('none')}</p>
        {props.cookies.length > 0 && (
          <>
            <h2>{words('someTitle')}</h2>
            <p>{words('some')}</p>
          </>
        )}
        {props.cookies.map((cookie) => (
          <section key={cookie.name}>
            <h3>
              <code dir="ltr">{cookie.name}</code>
            </h3>
            <dl className="facts">
              <dt>{words('purpose')}</dt>
              <dd>{cookie.purpose}</dd>
              <dt>{words('lasts')}</dt>
              <dd>{cookie.lasts}</dd>
            </dl>
          </section>
        ))}
      </>
    ),
  });
}
