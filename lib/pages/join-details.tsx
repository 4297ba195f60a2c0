import { countriesIn, countryName } from '../domain/countries';
import type { JoinDetail, JoinForm } from '../domain/joining';
import type { Language } from '../domain/language';
import { type FieldError, TextField } from './form-parts';
import { wordsFor } from './words/words';

/** What was typed and ticked, kept for the next try. */
export interface JoinValues {
  email: string;
  name: string;
  company: string;
  phone: string;
  lines: string;
  postcode: string;
  country: string;
  reference: string;
  choice: readonly string[];
  refused: boolean;
}

export const NO_JOIN_VALUES: JoinValues = {
  email: '',
  name: '',
  company: '',
  phone: '',
  lines: '',
  postcode: '',
  country: '',
  reference: '',
  choice: [],
  refused: false,
};

interface JoinDetailsProps {
  form: JoinForm;
  language: Language;
  /** Where somebody lives who chooses no country. */
  defaultCountry: string;
  values: JoinValues;
  errors: readonly FieldError[];
}

/** The details a form asks for; the email address always. */
export function JoinDetails({ form, language, values, errors, defaultCountry }: JoinDetailsProps) {
  const words = wordsFor(language, 'register');
  const asks = (detail: JoinDetail) => form.details.includes(detail);
  const field = { language, errors };
  const nameLabel = asks('postal') ? 'fullName' : 'fullNameOptional';
  const reference = form.source === 'order' || form.source === 'enquiry' ? form.source : 'other';
  return (
    <>
      <TextField
        {...field}
        name="email"
        label={words('email')}
        hint={words('emailHint')}
        value={values.email}
        autoComplete="email"
        inputMode="email"
      />
      {asks('name') && (
        <TextField {...field} name="name" label={words(nameLabel)} value={values.name} autoComplete="name" />
      )}
      {asks('company') && (
        <TextField
          {...field}
          name="company"
          label={words('company')}
          value={values.company}
          autoComplete="organization"
        />
      )}
      {asks('phone') && (
        <TextField
          {...field}
          name="phone"
          label={words('phone')}
          hint={words('phoneHint')}
          value={values.phone}
          autoComplete="tel"
        />
      )}
      {asks('postal') && (
        <>
          <TextField
            {...field}
            name="lines"
            label={words('lines')}
            hint={words('linesHint')}
            value={values.lines}
            autoComplete="street-address"
            rows={4}
          />
          <TextField
            {...field}
            name="postcode"
            label={words('postcode')}
            value={values.postcode}
            autoComplete="postal-code"
            short
          />
        </>
      )}
      {asks('country') && (
        <CountryField language={language} value={values.country} errors={errors} fallback={defaultCountry} />
      )}
      {asks('reference') && (
        <TextField
          {...field}
          name="reference"
          label={words(`reference.${reference}`)}
          value={values.reference}
          autoComplete="off"
          short
        />
      )}
    </>
  );
}

function CountryField(props: {
  language: Language;
  value: string;
  errors: readonly FieldError[];
  fallback: string;
}) {
  const { language, value, fallback } = props;
  const words = wordsFor(language, 'register');
  const error = props.errors.find(({ field }) => field === 'country');
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor="country">{words('country')}</label>
      {error !== undefined && (
        <span className="error" id="country-error">
          {wordsFor(language, 'form')('error', { message: error.message })}
        </span>
      )}
      <select
        id="country"
        name="country"
        defaultValue={value}
        autoComplete="country"
        aria-describedby={error === undefined ? undefined : 'country-error'}
        aria-invalid={error === undefined ? undefined : true}
      >
        <option value="">{words('countryDefault', { country: countryName(fallback, language) })}</option>
        {countriesIn(language).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
