import type { Language } from '../../../lib/domain/language';
import type { ContactPointKind } from '../../../lib/domain/vocabulary';
import { USES } from '../../../lib/doors/account/address-form';
import { wordsFor } from '../../../lib/pages/words/words';
import type { FormDraft } from '../../../lib/services/form-draft/keep-draft';
import { countryOptions } from '../country-options';
import { type Fault, SelectField, TextField } from '../fields';

const EMAIL_MAX_CHARS = 320;
const PHONE_MAX_CHARS = 40;
const NAME_MAX_CHARS = 200;
const LINES_MAX_CHARS = 600;
const POSTCODE_MAX_CHARS = 20;

interface AddProps {
  kind: ContactPointKind;
  draft: FormDraft | null;
  faults: readonly Fault[];
  language: Language;
  canText: boolean;
  /** The person's own, to begin a postal address with. */
  name: string;
  country: string;
}

/** The form that adds an address of one kind, folded away until it is wanted or found fault with. */
export function AddForm(props: AddProps) {
  const { kind, draft, language } = props;
  const words = wordsFor(language, 'addresses');
  const isThis = draft?.fields.do?.[0] === 'add' && draft.fields.kind?.[0] === kind;
  const given = { ...props, draft: isThis ? draft : null };
  return (
    <details className="add" open={isThis}>
      <summary>{words(`add.${kind}`)}</summary>
      <form method="post" action="/account/addresses/change" className="plainly">
        <input type="hidden" name="do" value="add" />
        <input type="hidden" name="kind" value={kind} />
        <AddFields {...given} />
        <p className="hint">{words('inherits')}</p>
        <button type="submit">{words(`addButton.${kind}`)}</button>
      </form>
    </details>
  );
}

function AddFields(props: AddProps) {
  switch (props.kind) {
    case 'email':
      return <EmailFields {...props} />;
    case 'phone':
      return <PhoneFields {...props} />;
    case 'postal':
      return <PostalFields {...props} />;
    default:
      return props.kind satisfies never;
  }
}

const typedIn = (draft: FormDraft | null, field: string): string | undefined => draft?.fields[field]?.[0];

function EmailFields({ draft, faults, language }: AddProps) {
  const words = wordsFor(language, 'addresses');
  return (
    <TextField
      {...{ language, faults }}
      name="email"
      label={words('email')}
      hint={words('emailHint')}
      value={typedIn(draft, 'email') ?? ''}
      type="email"
      dir="ltr"
      autoComplete="email"
      maxLength={EMAIL_MAX_CHARS}
    />
  );
}

function PhoneFields({ draft, faults, language, canText }: AddProps) {
  const words = wordsFor(language, 'addresses');
  const ticked = draft === null ? (canText ? ['calls', 'sms'] : ['fax']) : (draft.fields.use ?? []);
  const fault = faults.find((one) => one.field === 'use');
  return (
    <>
      <TextField
        {...{ language, faults }}
        name="phone"
        label={words('phone')}
        hint={canText ? words('phoneHint') : words('cannotText')}
        value={typedIn(draft, 'phone') ?? ''}
        type="tel"
        dir="ltr"
        autoComplete="tel"
        maxLength={PHONE_MAX_CHARS}
      />
      <fieldset aria-describedby={fault === undefined ? undefined : 'use-error'}>
        <legend>{words('uses')}</legend>
        {fault !== undefined && (
          <span className="error" id="use-error">
            {wordsFor(language, 'form')('error', { message: fault.message })}
          </span>
        )}
        {USES.map((use, at) => (
          <label className="tick" key={use}>
            <input
              type="checkbox"
              name="use"
              value={use}
              id={at === 0 ? 'use' : undefined}
              defaultChecked={ticked.includes(use)}
            />
            {words(`use.${use}`)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function PostalFields({ draft, faults, language, name, country }: AddProps) {
  const words = wordsFor(language, 'addresses');
  const common = { language, faults };
  return (
    <>
      <TextField
        {...common}
        name="name"
        label={words('name')}
        value={typedIn(draft, 'name') ?? name}
        autoComplete="name"
        maxLength={NAME_MAX_CHARS}
      />
      <TextField
        {...common}
        name="lines"
        label={words('lines')}
        hint={words('linesHint')}
        value={typedIn(draft, 'lines') ?? ''}
        autoComplete="street-address"
        maxLength={LINES_MAX_CHARS}
        rows={4}
      />
      <TextField
        {...common}
        name="postcode"
        label={words('postcode')}
        value={typedIn(draft, 'postcode') ?? ''}
        autoComplete="postal-code"
        maxLength={POSTCODE_MAX_CHARS}
        short
      />
      <SelectField
        {...common}
        name="country"
        label={words('country')}
        value={typedIn(draft, 'country') ?? country}
        autoComplete="country"
        options={countryOptions(language)}
      />
    </>
  );
}
