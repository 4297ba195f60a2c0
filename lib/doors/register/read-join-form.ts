import { type Language, languageOf } from '../../domain/language';
import type { FormFields } from '../../http/body';
import { firstValue } from '../../http/body';
import type { JoinValues } from '../../pages/join-details';

/** A join form as it came in. */
export interface SentFields {
  values: JoinValues;
  /** What the form says of its own showing; null when it says nothing that could be so. */
  showing: {
    version: number;
    noticeIds: readonly string[];
    language: Language;
    withoutPartners: boolean;
    mark: string;
  } | null;
}

const NOTICES_MAX = 20;
const BOXES_MAX = 500;
const TEXT_MAX_CHARS = 2_000;

/** Reads the fields; nothing in them is trusted. */
export function readJoinFields(fields: FormFields): SentFields {
  const text = (name: string) => (fields.get(name)?.[0] ?? '').slice(0, TEXT_MAX_CHARS);
  const version = /^[1-9]\d{0,8}$/.exec(firstValue(fields, 'form_version'))?.[0];
  const language = languageOf(firstValue(fields, 'language'));
  return {
    values: {
      email: text('email'),
      name: text('name'),
      company: text('company'),
      phone: text('phone'),
      lines: text('lines'),
      postcode: text('postcode'),
      country: text('country').trim(),
      reference: text('reference'),
      choice: (fields.get('choice') ?? []).slice(0, BOXES_MAX),
      refused: fields.has('refuse'),
    },
    showing:
      version === undefined || language === null
        ? null
        : {
            version: Number(version),
            noticeIds: (fields.get('notice') ?? []).slice(0, NOTICES_MAX),
            language,
            withoutPartners: fields.has('gpc'),
            mark: firstValue(fields, 'shown'),
          },
  };
}
