import type { Language } from '../../domain/language';
import type { FieldError } from '../../pages/form-parts';
import { wordsFor } from '../../pages/words/words';
import type { NumberConfirmation } from '../../services/registration/confirm-number';
import type { textNumber } from '../../services/registration/text-number';

type TextOutcome = Awaited<ReturnType<typeof textNumber>>;

/** Why no code could be texted. */
export function textFault(
  language: Language,
  outcome: Exclude<TextOutcome, { outcome: 'asked' }>,
): FieldError[] {
  const words = wordsFor(language, 'register');
  switch (outcome.outcome) {
    case 'too_many':
      return [
        { field: 'code', message: words('numberTooMany', { minutes: Math.ceil(outcome.retryInS / 60) }) },
      ];
    case 'malformed':
    case 'cannot_text':
    case 'gone':
      return [{ field: 'code', message: words('numberCannot') }];
    default:
      return outcome satisfies never;
  }
}

/** Why a code was not taken. */
export function codeFault(
  language: Language,
  outcome: Exclude<NumberConfirmation, { outcome: 'right' | 'gone' }>,
): FieldError[] {
  const words = wordsFor(language, 'register');
  const fault = (message: string) => [{ field: 'code', message }];
  switch (outcome.outcome) {
    case 'wrong':
      return fault(words('codeWrong', { left: outcome.triesLeft }));
    case 'malformed':
      return fault(words('codeMalformed'));
    case 'void':
      return fault(words('codeVoid'));
    default:
      return outcome satisfies never;
  }
}
