import type { Metadata } from 'next';
import { requireContact } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { LANGUAGES, type Language, languageOf, ownNameOf } from '../../../lib/domain/language';
import { type DetailFault, MOST_NAME_CHARS, MOST_TEXT_CHARS } from '../../../lib/doors/account/details';
import { wordsFor } from '../../../lib/pages/words/words';
import { type ContactDetails, readDetails } from '../../../lib/services/account-details/read-details';
import { DETAIL_FIELDS, type DetailField } from '../../../lib/services/account-details/save-details';
import type { FormDraft } from '../../../lib/services/form-draft/keep-draft';
import { readDraft } from '../../../lib/services/form-draft/read-draft';
import { pageLanguage } from '../../page-language';
import { countryOptions } from '../country-options';
import { type Fault, FaultSummary, SelectField, TextField } from '../fields';

interface DetailsQuery {
  draft?: string;
  saved?: string;
  problem?: string;
}

type Query = Promise<DetailsQuery>;

export async function generateMetadata({ searchParams }: { searchParams: Query }): Promise<Metadata> {
  const language = await pageLanguage();
  const title = wordsFor(language, 'details')('title');
  const { draft, problem } = await searchParams;
  const faulty = draft !== undefined || problem !== undefined;
  return { title: faulty ? wordsFor(language, 'form')('errorTitle', { title }) : title };
}

export default async function DetailsPage({ searchParams }: { searchParams: Query }) {
  const ctx = heldContext();
  const { contactId } = await requireContact();
  const language = await pageLanguage();
  const query = await searchParams;
  const details = await readDetails(ctx, contactId);
  const draft = await readDraft(ctx, { id: query.draft, contactId, form: 'details' });
  const words = wordsFor(language, 'details');
  const faults = faultsOf(draft, details, language);
  const conflict = draft?.faults.some(({ fault }) => fault === 'conflict') === true;
  return (
    <>
      <h1>{words('title')}</h1>
      <FaultSummary
        language={language}
        faults={faults}
        {...(conflict ? { title: words('conflictTitle'), intro: words('conflict') } : {})}
      />
      {query.problem !== undefined && (
        <p className="notice bad" role="alert">
          {words('fault.form')}
        </p>
      )}
      {query.saved !== undefined && (
        <p className="notice good" role="status">
          {query.saved === '0' ? words('unchanged') : words('saved')}
        </p>
      )}
      <p>{words('intro')}</p>
      <DetailsForm details={details} draft={draft} faults={faults} language={language} />
    </>
  );
}

function DetailsForm(props: {
  details: ContactDetails;
  draft: FormDraft | null;
  faults: readonly Fault[];
  language: Language;
}) {
  const { details, draft, faults, language } = props;
  const words = wordsFor(language, 'details');
  const value = (field: DetailField) => shownValue(field, details, draft);
  const common = (field: DetailField) => ({ language, faults, name: field, value: value(field) });
  const empty = [['', words('notSet')] as const];
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
  const languages = LANGUAGES.map((one) => [one, ownNameOf(one)] as const);
  return (
    <form method="post" action="/account/details/save" className="plainly">
      <input type="hidden" name="version" value={details.version} />
      {DETAIL_FIELDS.map((field) => (
        <input key={field} type="hidden" name={`was_${field}`} value={details[field] ?? ''} />
      ))}
      <TextField {...common('name')} label={words('name')} autoComplete="name" maxLength={MOST_NAME_CHARS} />
      <SelectField
        {...common('locale')}
        value={languageOf(value('locale')) ?? ''}
        label={words('language')}
        hint={words('languageHint')}
        autoComplete="off"
        options={languageOf(details.locale) === null ? [...empty, ...languages] : languages}
      />
      <TextField
        {...common('company')}
        label={words('company')}
        hint={words('companyHint')}
        autoComplete="organization"
        maxLength={MOST_TEXT_CHARS}
      />
      <TextField
        {...common('position')}
        label={words('position')}
        autoComplete="organization-title"
        maxLength={MOST_TEXT_CHARS}
      />
      <SelectField
        {...common('country')}
        label={words('country')}
        hint={words('countryHint')}
        autoComplete="country"
        options={
          details.country === null ? [...empty, ...countryOptions(language)] : countryOptions(language)
        }
      />
      <SelectField
        {...common('timezone')}
        label={words('timeZone')}
        hint={words('timeZoneHint')}
        autoComplete="off"
        options={[...empty, ...withOwn(zones, details.timezone)]}
      />
      <button type="submit">{words('save')}</button>
    </form>
  );
}

/** What the person typed, where they changed it; else what holds now, whatever the draft was made from. */
function shownValue(field: DetailField, details: ContactDetails, draft: FormDraft | null): string {
  const [typed, was] = [draft?.fields[field]?.[0], draft?.fields[`was_${field}`]?.[0]];
  const untouched = typed === was || (field === 'locale' && typed === languageOf(was));
  return typed === undefined || untouched ? (details[field] ?? '') : typed;
}

/** A zone kept under an older name stays in the list. */
function withOwn(zones: readonly (readonly [string, string])[], own: string | null) {
  return own === null || zones.some(([zone]) => zone === own) ? zones : [[own, own] as const, ...zones];
}

function faultsOf(draft: FormDraft | null, details: ContactDetails, language: Language): Fault[] {
  const words = wordsFor(language, 'details');
  return (draft?.faults ?? []).flatMap(({ field, fault }): Fault[] => {
    const detail = DETAIL_FIELDS.find((one) => one === field);
    return detail === undefined
      ? []
      : [{ field, message: faultWords(words, fault as DetailFault, detail, details, language) }];
  });
}

function faultWords(
  words: ReturnType<typeof wordsFor<'details'>>,
  fault: DetailFault,
  field: DetailField,
  details: ContactDetails,
  language: Language,
): string {
  switch (fault) {
    case 'conflict': {
      const label = words(LABEL[field]);
      const value = readable(field, details[field], language);
      return value === '' ? words('conflictEmpty', { label }) : words('conflictField', { label, value });
    }
    case 'name':
      return words('fault.name', { most: MOST_NAME_CHARS });
    case 'long':
      return words('fault.long', { most: MOST_TEXT_CHARS });
    case 'language':
    case 'country':
    case 'timeZone':
      return words(`fault.${fault}`);
    default:
      return fault satisfies never;
  }
}

const LABEL = {
  name: 'name',
  locale: 'language',
  country: 'country',
  timezone: 'timeZone',
  company: 'company',
  position: 'position',
} as const satisfies Record<DetailField, string>;

/** A kept value as its own field shows it. */
function readable(field: DetailField, value: string | null, language: Language): string {
  if (value === null) return '';
  if (field === 'country') return countryOptions(language).find(([code]) => code === value)?.[1] ?? value;
  const spoken = field === 'locale' ? languageOf(value) : null;
  return spoken === null ? value : ownNameOf(spoken);
}
