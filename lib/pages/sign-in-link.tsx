import type { Device } from '../domain/device';
import { formatInstant } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import type { SignInSide } from './sign-in';
import { wordsFor } from './words/words';

/** What a sign-in link is to the browser that opened it. Opening it uses nothing up. */
export type SignInLinkProps =
  /** Part of it is missing. */
  | { state: 'broken' }
  /** Used, or run out. `minutes` is how long a link works. */
  | { state: 'gone'; side: SignInSide; minutes: number }
  /** Form: POST /signin/complete, fields `for`, `token`. */
  | { state: 'here'; side: SignInSide; identity: string; token: string }
  /** Another browser asked: `code`, in groups, is to be typed there. */
  | { state: 'elsewhere'; code: string; asked: Device & { at: Date } };

/** What a sign-in link opens. `query` is the address's own, for the same page in another language. */
export function signInLinkPage(frame: Frame, query: string, props: SignInLinkProps): Promise<RenderedPage> {
  return renderPage(frame, {
    title: wordsFor(frame.language, 'sign-in')('title'),
    body: <Body frame={frame} {...props} />,
    address: query,
  });
}

function Body({ frame, ...props }: SignInLinkProps & { frame: Frame }) {
  const words = wordsFor(frame.language, 'sign-in');
  switch (props.state) {
    case 'broken':
      return (
        <>
          <h1>{words('brokenTitle')}</h1>
          <p className="lead">{words('broken')}</p>
          <AskAgain frame={frame} side="account" />
        </>
      );
    case 'gone':
      return (
        <>
          <h1>{words('goneTitle')}</h1>
          <p className="lead">{words('gone', { minutes: props.minutes })}</p>
          <AskAgain frame={frame} side={props.side} />
        </>
      );
    case 'here':
      return (
        <>
          <h1>{props.side === 'staff' ? words('staffHeading') : words('heading')}</h1>
          <p className="lead">{words('confirm')}</p>
          <form method="post" action="/signin/complete">
            <input type="hidden" name="for" value={props.identity} />
            <input type="hidden" name="token" value={props.token} />
            <button type="submit">{words('confirmButton')}</button>
          </form>
        </>
      );
    case 'elsewhere':
      return <Elsewhere frame={frame} {...props} />;
    default:
      return props satisfies never;
  }
}

function Elsewhere({
  frame,
  code,
  asked,
}: Extract<SignInLinkProps, { state: 'elsewhere' }> & { frame: Frame }) {
  const { language } = frame;
  const words = wordsFor(language, 'sign-in');
  const { at, browser, system } = asked;
  const device = wordsFor(language, 'device')('name', { browser, system });
  return (
    <>
      <h1>{words('elsewhereTitle')}</h1>
      <p>{words('elsewhereAsked', { when: formatInstant(at, frame.timeZone, language), device })}</p>
      <p className="lead">{words('elsewhereHow')}</p>
      <p className="box">
        <code className="code" dir="ltr">
          {code}
        </code>
      </p>
      <p>
        <b>{words('elsewhereWarning')}</b>
      </p>
      <p>{words('elsewhereOnce')}</p>
    </>
  );
}

function AskAgain({ frame, side }: { frame: Frame; side: SignInSide }) {
  return (
    <p>
      <a className="big" href={side === 'staff' ? '/signin/staff' : '/signin'}>
        {wordsFor(frame.language, 'sign-in')('askAgain')}
      </a>
    </p>
  );
}
