import type { Language } from '../../domain/language';
import type { FieldError } from '../../pages/form-parts';
import { wordsFor } from '../../pages/words/words';
import type { DetailFault } from '../../services/registration/read-details';

/** Faults of a form in plain words, each at its field. */
export function faultMessages(
  language: Language,
  faults: readonly (DetailFault | 'unshown' | 'foreign')[],
): FieldError[] {
  return faults.map((fault) => {
    const field = typeof fault === 'string' ? 'email' : fault.field;
    return { field, message: messageOf(language, fault) };
  });
}

function messageOf(language: Language, fault: DetailFault | 'unshown' | 'foreign'): string {
  const words = wordsFor(language, 'register');
  if (fault === 'unshown') return words('errorUnshown');
  if (fault === 'foreign') return words('errorForeign');
  const missing = fault.problem === 'missing';
  switch (fault.field) {
    case 'email':
      return words(missing ? 'errorEmailMissing' : 'errorEmailMalformed');
    case 'name':
      return words('errorNameMissing');
    case 'phone':
      return words(missing ? 'errorPhoneMissing' : 'errorPhoneMalformed');
    case 'lines':
    case 'postcode':
      return words(missing ? 'errorLinesMissing' : 'errorLinesMalformed');
    case 'country':
      return words('errorCountry');
    case 'choice':
      return words('errorChoice');
    default:
      return fault.field satisfies never;
  }
}
