import { type Frame, type RenderedPage, renderPage } from './document';
import { ErrorSummary, type FieldError, GoodNews, Pick, TextField, titleWithErrors } from './form-parts';
import { wordsFor } from './words/words';

/** What was typed, kept for the next try. Both forms post to /unsubscribe; hidden `form` tells them apart. */
export interface OptOutValues {
  /** Form `address`: an email address or a phone number. */
  address: string;
  /** Form `post`: the fields `name`, `lines` (one per line), `postcode`, `country`, and `household` = `yes`. */
  name: string;
  lines: string;
  postcode: string;
  country: string;
  household: boolean;
}

export const NO_OPT_OUT_VALUES: OptOutValues = {
  address: '',
  name: '',
  lines: '',
  postcode: '',
  country: '',
  household: false,
};

/** Error fields are named `address`, `name`, `lines`, `postcode` or `country`. `done` tells nothing of the address. */
export type OptOutProps =
  | { state: 'ask'; values: OptOutValues; errors: readonly FieldError[] }
  | { state: 'done' };

/** Opting out without a link: type where the marketing comes to, nothing else asked. */
export function optOutPage(frame: Frame, props: OptOutProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'opt-out');
  switch (props.state) {
    case 'ask':
      return renderPage(frame, {
        title: titleWithErrors(frame.language, words('title'), props.errors),
        body: <Ask frame={frame} values={props.values} errors={props.errors} />,
      });
    case 'done':
      return renderPage(frame, {
        title: words('doneTitle'),
        body: <Done frame={frame} />,
        address: '?done',
      });
    default:
      return props satisfies never;
  }
}

interface FormProps {
  frame: Frame;
  values: OptOutValues;
  errors: readonly FieldError[];
}

function Ask({ frame, values, errors }: FormProps) {
  const words = wordsFor(frame.language, 'opt-out');
  const postOpen =
    errors.some((error) => error.field !== 'address') || values.lines !== '' || values.name !== '';
  return (
    <>
      <ErrorSummary language={frame.language} errors={errors} />
      <h1>{words('title')}</h1>
      <p className="lead">{words('lead')}</p>
      <AddressForm frame={frame} value={values.address} errors={errors} />
      <details open={postOpen}>
        <summary>{words('postOpen')}</summary>
        <PostForm frame={frame} values={values} errors={errors} />
      </details>
      <p>{wordsFor(frame.language, 'unsubscribe')('essential')}</p>
    </>
  );
}

/** The one field that is enough to opt out, posting to /unsubscribe. */
export function AddressForm(props: { frame: Frame; value: string; errors: readonly FieldError[] }) {
  const { language } = props.frame;
  const words = wordsFor(language, 'opt-out');
  return (
    <form method="post" action="/unsubscribe" noValidate>
      <input type="hidden" name="form" value="address" />
      <TextField
        language={language}
        name="address"
        label={words('label')}
        hint={words('hint')}
        value={props.value}
        errors={props.errors}
        autoComplete="email"
      />
      <button type="submit">{words('button')}</button>
    </form>
  );
}

function PostForm({ frame: { language }, values, errors }: FormProps) {
  const words = wordsFor(language, 'opt-out');
  const shared = { language, errors };
  return (
    <form method="post" action="/unsubscribe" noValidate>
      <input type="hidden" name="form" value="post" />
      <TextField
        {...shared}
        name="name"
        label={words('name')}
        hint={words('nameHint')}
        value={values.name}
        autoComplete="name"
      />
      <TextField
        {...shared}
        name="lines"
        label={words('lines')}
        hint={words('linesHint')}
        value={values.lines}
        autoComplete="street-address"
        rows={4}
      />
      <TextField
        {...shared}
        name="postcode"
        label={words('postcode')}
        value={values.postcode}
        autoComplete="postal-code"
        short
      />
      <TextField
        {...shared}
        name="country"
        label={words('country')}
        hint={words('countryHint')}
        value={values.country}
        autoComplete="country-name"
        short
      />
      <Pick
        type="checkbox"
        name="household"
        value="yes"
        label={words('household')}
        hint={words('householdHint')}
        checked={values.household}
      />
      <button type="submit">{words('postButton')}</button>
    </form>
  );
}

function Done({ frame }: { frame: Frame }) {
  const words = wordsFor(frame.language, 'opt-out');
  return (
    <>
      <h1>{words('doneTitle')}</h1>
      <GoodNews text={words('done')} />
      <p>{words('doneHolds')}</p>
      <p>{words('doneEffect')}</p>
      <p>{wordsFor(frame.language, 'unsubscribe')('essential')}</p>
      <ul className="list">
        <li>
          <a className="big" href="/unsubscribe">
            {words('another')}
          </a>
        </li>
        <li>
          <a className="big" href="/">
            {words('choices')}
          </a>
        </li>
      </ul>
    </>
  );
}
