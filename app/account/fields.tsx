import type { ReactNode } from 'react';
import type { Language } from '../../lib/domain/language';
import { wordsFor } from '../../lib/pages/words/words';

/** What is wrong with one field, in the words of its page; `field` is the field's id. */
export interface Fault {
  field: string;
  message: string;
}

/** The list of faults at the top of a page, each leading to its field. Nothing when there are none. */
export function FaultSummary(props: {
  language: Language;
  title?: string;
  intro?: string;
  faults: readonly Fault[];
}) {
  const { language, title, intro, faults } = props;
  if (faults.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
      <h2>{title ?? wordsFor(language, 'form')('problem')}</h2>
      {intro !== undefined && <p>{intro}</p>}
      <ul className="bare">
        {faults.map((fault) => (
          <li key={fault.field}>
            <a href={`#${fault.field}`}>{fault.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  language: Language;
  /** Also the field's id, unless one is given. */
  name: string;
  id?: string;
  label: ReactNode;
  hint?: string | undefined;
  faults: readonly Fault[];
}

/** A label, a hint and what is wrong, around one control that is told of all three. */
function Field(
  props: FieldProps & {
    children: (given: { id: string; name: string; [aria: string]: unknown }) => ReactNode;
  },
) {
  const { language, name, id = name, label, hint, faults, children } = props;
  const fault = faults.find((one) => one.field === id);
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-error`];
  return (
    <div className={fault === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span className="error" id={`${id}-error`}>
          {wordsFor(language, 'form')('error', { message: fault.message })}
        </span>
      )}
      {children({
        id,
        name,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
        'aria-invalid': fault === undefined ? undefined : true,
      })}
    </div>
  );
}

/** A text field that keeps its value; `rows` makes it several lines high. */
export function TextField(
  props: FieldProps & {
    value: string;
    /** What the browser may fill in (WCAG 1.3.5). */
    autoComplete: string;
    type?: 'text' | 'email' | 'tel';
    inputMode?: 'numeric';
    /** Set for what reads left to right in every language. */
    dir?: 'ltr';
    maxLength: number;
    rows?: number;
    short?: boolean;
  },
) {
  const { value, autoComplete, type = 'text', inputMode, dir, maxLength, rows = 1, short } = props;
  return (
    <Field {...props}>
      {(given) =>
        rows > 1 ? (
          <textarea
            {...given}
            rows={rows}
            defaultValue={value}
            autoComplete={autoComplete}
            maxLength={maxLength}
          />
        ) : (
          <input
            {...given}
            type={type}
            inputMode={inputMode}
            dir={dir}
            className={short === true ? 'short' : undefined}
            defaultValue={value}
            autoComplete={autoComplete}
            maxLength={maxLength}
            spellCheck={false}
          />
        )
      }
    </Field>
  );
}

/** A choice from a list; the options are value and label. */
export function SelectField(
  props: FieldProps & {
    value: string;
    autoComplete: string;
    options: readonly (readonly [string, string])[];
  },
) {
  const { value, autoComplete, options } = props;
  return (
    <Field {...props}>
      {(given) => (
        <select {...given} defaultValue={value} autoComplete={autoComplete}>
          {options.map(([option, label]) => (
            <option key={option} value={option}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
