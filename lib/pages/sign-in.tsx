import { type Frame, type RenderedPage, renderPage } from './document';
import { ErrorSummary, type FieldError, GoodNews, TextField, titleWithErrors } from './form-parts';
import { wordsFor } from './words/words';

/** The two places to sign in to: the person's own account, and the staff desk. */
export type SignInSide = 'account' | 'staff';

interface Shared {
  side: SignInSide;
  /** How long a mailed link works. */
  minutes: number;
  errors: readonly FieldError[];
}

/**
 * `ask`: the form that asks for a link. Form: POST /signin/request, fields `side`, `email`. `sent` is the same for
 * every address. Form: POST /signin/code, fields `side`, `code`: what a link shows in another browser.
 */
export type SignInProps = Shared &
  ({ state: 'ask'; email: string; news: 'signed_out' | 'link_gone' | null } | { state: 'sent' });

/** Asking for a sign-in link, and what to do once it was asked for. */
export function signInPage(frame: Frame, props: SignInProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'sign-in');
  const path = props.side === 'staff' ? '/signin/staff' : '/signin';
  const titled = (title: string) => titleWithErrors(frame.language, title, props.errors);
  switch (props.state) {
    case 'ask':
      return renderPage(frame, {
        title: titled(props.side === 'staff' ? words('staffTitle') : words('title')),
        body: <Ask frame={frame} {...props} />,
        address: path,
      });
    case 'sent':
      return renderPage(frame, {
        title: titled(words('sentTitle')),
        body: <Sent frame={frame} {...props} />,
        address: `${path}?sent=1`,
      });
    default:
      return props satisfies never;
  }
}

function Ask({
  frame,
  side,
  minutes,
  errors,
  email,
  news,
}: Extract<SignInProps, { state: 'ask' }> & { frame: Frame }) {
  const { language } = frame;
  const words = wordsFor(language, 'sign-in');
  return (
    <>
      <ErrorSummary language={language} errors={errors} />
      {news === 'signed_out' && <GoodNews text={words('signedOut')} />}
      {news === 'link_gone' && (
        <div className="box bad" role="alert">
          <p>{words('linkFault', { minutes })}</p>
        </div>
      )}
      <h1>{side === 'staff' ? words('staffHeading') : words('heading')}</h1>
      <p className="lead">{words('intro')}</p>
      <form method="post" action="/signin/request" noValidate>
        <input type="hidden" name="side" value={side} />
        <TextField
          language={language}
          name="email"
          label={side === 'staff' ? words('staffEmail') : words('email')}
          value={email}
          errors={errors}
          autoComplete="email"
          inputMode="email"
        />
        <button type="submit">{words('button')}</button>
      </form>
      {side === 'account' && (
        <p className="quiet after">
          {words.rich('optOut', { link: (text) => <a href="/unsubscribe">{text}</a> })}
        </p>
      )}
    </>
  );
}

function Sent({ frame, side, minutes, errors }: Extract<SignInProps, { state: 'sent' }> & { frame: Frame }) {
  const { language } = frame;
  const words = wordsFor(language, 'sign-in');
  return (
    <>
      <ErrorSummary language={language} errors={errors} />
      <h1>{words('sentTitle')}</h1>
      {errors.length === 0 && <GoodNews text={words('sent', { minutes })} />}
      <p>{words('sentHere')}</p>
      <p>{words('sentWait')}</p>
      <form method="post" action="/signin/code" noValidate>
        <h2>{words('codeHeading')}</h2>
        <p>{words('codeHow')}</p>
        <input type="hidden" name="side" value={side} />
        <TextField
          language={language}
          name="code"
          label={words('codeLabel')}
          hint={words('codeHint')}
          value=""
          errors={errors}
          autoComplete="one-time-code"
          inputMode="numeric"
          short
        />
        <button type="submit">{words('codeButton')}</button>
      </form>
      <p className="after">
        <a className="big" href={side === 'staff' ? '/signin/staff' : '/signin'}>
          {words('another')}
        </a>
      </p>
    </>
  );
}
