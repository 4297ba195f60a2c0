import type { Context } from '../../context';
import { isCountry } from '../../domain/country';
import { LANGUAGES, languageOf } from '../../domain/language';
import { zoneOf } from '../../domain/zone';
import { type FormFields, firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import {
  DETAIL_FIELDS,
  type DetailField,
  type PersonDetails,
  saveDetails,
} from '../../services/account-details/save-details';
import { type FormDraft, keepDraft } from '../../services/form-draft/keep-draft';

const PAGE = '/account/details';
export const MOST_NAME_CHARS = 200;
export const MOST_TEXT_CHARS = 200;

/** What is wrong with a detail, by the key of its words in the namespace `details`; `conflict` is asked about again. */
export type DetailFault = 'name' | 'long' | 'language' | 'country' | 'timeZone' | 'conflict';

/** Takes the form of a person's details: 303 to the page, with what was typed kept where it could not be saved. */
export async function saveAccountDetails(
  request: Request,
  ctx: Context,
  person: { contactId: string },
): Promise<Response> {
  const form = await lenientForm(request);
  const version = Number(firstValue(form, 'version'));
  if (!Number.isInteger(version) || version < 1) return seeOther(`${PAGE}?problem=form`);
  const shown = readFields(form, 'was_');
  const wanted = asStored(readFields(form, ''), shown);
  const faults = faultsOf(shown, wanted);
  if (faults.length > 0) return showAgain(ctx, person, form, faults);
  const { contactId } = person;
  const saved = await saveDetails(ctx, { contactId, version, shown, wanted });
  if (saved.outcome === 'saved') return seeOther(`${PAGE}?saved=${saved.changed ? 1 : 0}`);
  const conflicts = saved.fields.map((field) => ({ field, fault: 'conflict' }) as const);
  return showAgain(ctx, person, form, conflicts);
}

function readFields(form: FormFields, prefix: string): PersonDetails {
  const values = DETAIL_FIELDS.map((field) => {
    const value = firstValue(form, `${prefix}${field}`).replace(/\s+/gu, ' ');
    return [field, value === '' ? null : value] as const;
  });
  return Object.fromEntries(values) as unknown as PersonDetails;
}

/** A kept tag may say more than the list does: `en-GB` stays what it is when English stays chosen. */
function asStored(wanted: PersonDetails, shown: PersonDetails): PersonDetails {
  return wanted.locale === languageOf(shown.locale) ? { ...wanted, locale: shown.locale } : wanted;
}

/** What is wrong with the details that were changed; those left alone are nobody's fault. */
function faultsOf(shown: PersonDetails, wanted: PersonDetails): { field: DetailField; fault: DetailFault }[] {
  return DETAIL_FIELDS.filter((field) => wanted[field] !== shown[field]).flatMap((field) => {
    const fault = faultOf(field, wanted[field]);
    return fault === null ? [] : [{ field, fault }];
  });
}

function faultOf(field: DetailField, value: string | null): DetailFault | null {
  switch (field) {
    case 'name':
      return value === null || value.length > MOST_NAME_CHARS ? 'name' : null;
    case 'company':
    case 'position':
      return value !== null && value.length > MOST_TEXT_CHARS ? 'long' : null;
    case 'locale':
      return LANGUAGES.some((language) => language === value) ? null : 'language';
    case 'country':
      return value !== null && isCountry(value) ? null : 'country';
    case 'timezone':
      return value === null || zoneOf(value) !== null ? null : 'timeZone';
    default:
      return field satisfies never;
  }
}

async function showAgain(
  ctx: Context,
  { contactId }: { contactId: string },
  form: FormFields,
  faults: FormDraft['faults'],
): Promise<Response> {
  const fields = Object.fromEntries([...form].map(([name, values]) => [name, [...values]]));
  const id = await keepDraft(ctx, { contactId, form: 'details', fields, faults });
  return seeOther(`${PAGE}?draft=${id}`);
}
