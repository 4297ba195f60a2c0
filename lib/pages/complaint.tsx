import type { Regulator } from '../domain/regulator';
import { type Frame, type RenderedPage, renderPage } from './document';
import { ErrorSummary, type FieldError, GoodNews, TextField, titleWithErrors } from './form-parts';
import { wordsFor } from './words/words';

/** What was typed, to be shown again. */
export interface ComplaintValues {
  name: string;
  email: string;
  words: string;
}

/** Form: POST /complaint, fields `name`, `email`, `words`, `token`. `sent` is the same for every address. */
export type ComplaintProps = { regulator: Regulator; controller: string } & (
  | {
      state: 'ask';
      values: ComplaintValues;
      errors: readonly FieldError[];
      token: string;
      mostWords: number;
    }
  | { state: 'sent'; reference: string }
);

/** A complaint about how personal data is used, by anybody, without signing in (UK DPA 2018 s.164A). */
export function complaintPage(frame: Frame, props: ComplaintProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'complaint');
  switch (props.state) {
    case 'ask':
      return renderPage(frame, {
        title: titleWithErrors(frame.language, words('title'), props.errors),
        body: <Ask frame={frame} {...props} />,
      });
    case 'sent':
      return renderPage(frame, {
        title: words('sentTitle'),
        body: <Sent frame={frame} {...props} />,
        address: `?sent=${props.reference}`,
      });
    default:
      return props satisfies never;
  }
}

function Ask(props: Extract<ComplaintProps, { state: 'ask' }> & { frame: Frame }) {
  const { frame, values, errors, token, mostWords } = props;
  const { language } = frame;
  const words = wordsFor(language, 'complaint');
  return (
    <>
      <ErrorSummary language={language} errors={errors} />
      <h1>{words('title')}</h1>
      <p className="lead">{words('lead')}</p>
      <p>{words('next')}</p>
      <form method="post" action="/complaint" noValidate>
        <input type="hidden" name="token" value={token} />
        <TextField
          language={language}
          name="email"
          label={words('email')}
          hint={words('emailHint')}
          value={values.email}
          errors={errors}
          autoComplete="email"
          inputMode="email"
        />
        <TextField
          language={language}
          name="name"
          label={words('name')}
          hint={words('nameHint')}
          value={values.name}
          errors={errors}
          autoComplete="name"
        />
        <TextField
          language={language}
          name="words"
          label={words('words')}
          hint={words('wordsHint', { most: mostWords })}
          value={values.words}
          errors={errors}
          autoComplete="off"
          rows={7}
        />
        <button type="submit">{words('button')}</button>
      </form>
      <Others {...props} />
    </>
  );
}

function Sent(props: Extract<ComplaintProps, { state: 'sent' }> & { frame: Frame }) {
  const words = wordsFor(props.frame.language, 'complaint');
  return (
    <>
      <h1>{words('sentTitle')}</h1>
      <GoodNews text={words('sent', { reference: props.reference })} />
      <p>{words('keep')}</p>
      <p>{words('sentMail')}</p>
      <Others {...props} />
    </>
  );
}

function Others({ frame, regulator, controller }: ComplaintProps & { frame: Frame }) {
  const words = wordsFor(frame.language, 'complaint');
  const name = wordsFor(frame.language, 'privacy')(`regulators.${regulator.name}`);
  return (
    <>
      <h2>{words('other.title')}</h2>
      <ul>
        {controller !== '' && <li>{words('other.post', { address: controller })}</li>}
        <li>{words.rich('other.signIn', { link: (text) => <a href="/account/my-data">{text}</a> })}</li>
        <li>{words.rich('other.stop', { link: (text) => <a href="/unsubscribe">{text}</a> })}</li>
        <li>
          {words.rich('other.regulator', {
            name,
            link: (text) => (
              <a href={regulator.url} rel="noreferrer">
                {text}
              </a>
            ),
          })}
        </li>
      </ul>
    </>
  );
}
