import { type Frame, type RenderedPage, renderPage } from './document';
import { ErrorSummary, type FieldError, GoodNews, TextField, titleWithErrors } from './form-parts';
import { wordsFor } from './words/words';

/** `sent` is the same for every address: it never tells whether one is known. Form: POST /, field `email`. */
export type HomeProps = { state: 'ask'; email: string; errors: readonly FieldError[] } | { state: 'sent' };

/** The start page: what this centre is, and a link to one's choices by email. */
export function homePage(frame: Frame, props: HomeProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'home');
  switch (props.state) {
    case 'ask':
      return renderPage(frame, {
        title: titleWithErrors(frame.language, words('title'), props.errors),
        body: <Ask frame={frame} {...props} />,
      });
    case 'sent':
      return renderPage(frame, { title: words('sentTitle'), body: <Sent frame={frame} />, address: '?sent' });
    default:
      return props satisfies never;
  }
}

function Ask({ frame, email, errors }: { frame: Frame; email: string; errors: readonly FieldError[] }) {
  const words = wordsFor(frame.language, 'home');
  return (
    <>
      <ErrorSummary language={frame.language} errors={errors} />
      <h1>{words('title')}</h1>
      <p className="lead">{words('lead')}</p>
      <h2>{words('askTitle')}</h2>
      <p>{words('ask')}</p>
      <form method="post" action="/" noValidate>
        <TextField
          language={frame.language}
          name="email"
          label={words('email')}
          hint={words('emailHint')}
          value={email}
          errors={errors}
          autoComplete="email"
          inputMode="email"
        />
        <button type="submit">{words('button')}</button>
      </form>
      <Others frame={frame} />
    </>
  );
}

function Sent({ frame }: { frame: Frame }) {
  const words = wordsFor(frame.language, 'home');
  return (
    <>
      <h1>{words('sentTitle')}</h1>
      <GoodNews text={words('sent')} />
      <p>{words('sentWait')}</p>
      <p>{words('sentNothing')}</p>
      <Others frame={frame} />
    </>
  );
}

function Others({ frame }: { frame: Frame }) {
  const words = wordsFor(frame.language, 'home');
  return (
    <>
      <h2>{words('otherTitle')}</h2>
      <ul className="list">
        <li>
          <a className="big" href="/unsubscribe">
            {words('stop')}
          </a>
          <span className="hint">{words('stopHint')}</span>
        </li>
        <li>
          <a className="big" href="/account">
            {words('account')}
          </a>
          <span className="hint">{words('accountHint')}</span>
        </li>
      </ul>
    </>
  );
}
