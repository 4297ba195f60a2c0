import type { Language } from '../domain/language';
import { wordsFor } from './words/words';

/** A fault of one field in plain words; `field` is the field's name, which is also its id. */
export interface FieldError {
  field: string;
  message: string;
}

/** The list of faults at the top of a form, each leading to its field. Nothing when there are none. */
export function ErrorSummary({ language, errors }: { language: Language; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="box bad" role="alert">
      <h2>{wordsFor(language, 'form')('problem')}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field}>
            <a href={`#${error.field}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface TextFieldProps {
  language: Language;
  name: string;
  label: string;
  hint?: string;
  value: string;
  errors: readonly FieldError[];
  /** What the browser may fill in (WCAG 1.3.5). */
  autoComplete: string;
  inputMode?: 'email' | 'text' | 'numeric';
  /** Height in lines; more than one makes a text area. */
  rows?: number;
  short?: boolean;
}

/** What is written from left to right in every language. */
const LEFT_TO_RIGHT: ReadonlySet<string> = new Set(['email', 'tel', 'one-time-code']);

/** A labelled text field that keeps its value and says what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { name, label, hint, value, rows = 1 } = props;
  const error = props.errors.find((one) => one.field === name);
  const described = [hint === undefined ? '' : `${name}-hint`, error === undefined ? '' : `${name}-error`];
  const shared = {
    id: name,
    name,
    defaultValue: value,
    autoComplete: props.autoComplete,
    dir: LEFT_TO_RIGHT.has(props.autoComplete) ? 'ltr' : undefined,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
    'aria-invalid': error === undefined ? undefined : true,
  };
  return (
    <div className={['field', error && 'wrong', props.short && 'short'].filter(Boolean).join(' ')}>
      <label htmlFor={name}>{label}</label>
      {hint !== undefined && (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span className="error" id={`${name}-error`}>
          {wordsFor(props.language, 'form')('error', { message: error.message })}
        </span>
      )}
      {rows > 1 ? (
        <textarea {...shared} rows={rows} />
      ) : (
        <input {...shared} type="text" inputMode={props.inputMode} spellCheck={false} />
      )}
    </div>
  );
}

/** A radio or tick box as one large target: the whole card is its label. */
export function Pick(props: {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  label: string;
  hint?: string | undefined;
  /** Names to set out in full under the hint. */
  names?: readonly string[];
  checked?: boolean;
}) {
  const { type, name, value, label, hint, names = [] } = props;
  return (
    <label className="pick">
      <input type={type} name={name} value={value} defaultChecked={props.checked ?? false} />
      <span>
        <b>{label}</b>
        {hint !== undefined && <i>{hint}</i>}
        {names.map((text) => (
          <i key={text}>
            <bdi>{text}</bdi>
          </i>
        ))}
      </span>
    </label>
  );
}

/** One line of good news with a tick, announced to screen readers. */
export function GoodNews({ text }: { text: string }) {
  return (
    <div className="box good" role="status">
      <p className="title">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm-1.6 16.2-5-5 1.9-1.9 3.1 3.1 6.6-6.6 1.9 1.9Z" />
        </svg>
        <span>{text}</span>
      </p>
    </div>
  );
}

/** The title as the browser shows it: a page with faults says so first. */
export function titleWithErrors(language: Language, title: string, errors: readonly FieldError[]): string {
  return errors.length === 0 ? title : wordsFor(language, 'form')('errorTitle', { title });
}
