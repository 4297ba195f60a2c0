import type { StaffAnswer } from '../../../../lib/services/data-request/answer-request';
import { WORDS_MAX_CHARS } from '../../../../lib/services/data-request/ask-in-words';
import type { ShownDataRequest } from '../../../../lib/services/data-request/read-data-request';

interface Form {
  summary: string;
  /** What the field asks for; null: no words are needed. */
  words: string;
  optional?: boolean;
  hint: string;
  button: string;
}

const FORMS: Record<StaffAnswer, Form> = {
  acknowledge: {
    summary: 'Acknowledge',
    words: 'Anything to add (may stay empty)',
    optional: true,
    hint: 'The email says that somebody has read it, and by when they hear from us.',
    button: 'Acknowledge',
  },
  progress: {
    summary: 'Tell how it is going',
    words: 'What to tell the person',
    hint: 'Sent as you write it, with the day the answer is due.',
    button: 'Send the news',
  },
  extend: {
    summary: 'Take two more months',
    words: 'Why it takes longer',
    hint: 'Once only, and only for a request that is complex or one of many (Art. 12(3)). The person is told the reason, and that they can complain.',
    button: 'Take more time',
  },
  done: {
    summary: 'Done',
    words: 'What was done',
    hint: 'Closes the request. The person is told in these words.',
    button: 'Close as done',
  },
  refuse: {
    summary: 'Refuse',
    words: 'Why it cannot be done',
    hint: 'Closes the request. The person is told the reason, and that they can complain to the regulator or go to court (Art. 12(4)).',
    button: 'Refuse',
  },
};

/** What may be answered now, each in a fold of its own; every answer is mailed to the person. */
export function Answers({ shown, missingFor }: { shown: ShownDataRequest; missingFor: string | null }) {
  if (shown.answers.length === 0) return null;
  return (
    <>
      <h2>Answer</h2>
      {shown.answers.map((answer) => (
        <AnswerForm
          key={answer}
          answer={answer}
          requestId={shown.request.id}
          missing={missingFor === answer}
        />
      ))}
    </>
  );
}

function AnswerForm(props: { answer: StaffAnswer; requestId: string; missing: boolean }) {
  const { answer, requestId, missing } = props;
  const form = FORMS[answer];
  const id = `${answer}-words`;
  return (
    <details open={missing}>
      <summary>{form.summary}</summary>
      <form method="post" action="/staff/data-requests/answer">
        <input type="hidden" name="request" value={requestId} />
        <input type="hidden" name="answer" value={answer} />
        <div className={missing ? 'field wrong' : 'field'}>
          <label htmlFor={id}>{form.words}</label>
          <span className="hint" id={`${id}-hint`}>
            {form.hint}
          </span>
          {missing && (
            <span className="error" id={`${id}-error`}>
              Error: write what the person is to be told
            </span>
          )}
          <textarea
            id={id}
            name="words"
            rows={4}
            maxLength={WORDS_MAX_CHARS}
            required={form.optional !== true}
            autoComplete="off"
            aria-describedby={missing ? `${id}-hint ${id}-error` : `${id}-hint`}
            aria-invalid={missing ? true : undefined}
          />
        </div>
        <button type="submit" className={answer === 'refuse' ? 'plain' : undefined}>
          {form.button}
        </button>
      </form>
    </details>
  );
}
