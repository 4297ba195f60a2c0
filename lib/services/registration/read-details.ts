import type { ReadContext } from '../../context';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { storable, stripInvisible } from '../../domain/contact-point/fold-text';
import { type Located, locate } from '../../domain/contact-point/locate';
import type { JoinForm } from '../../domain/joining';
import type { ContactPointKind } from '../../domain/vocabulary';

/** What was typed into a form, field by field; a field not asked for is empty. */
export interface TypedDetails {
  email: string;
  name: string;
  company: string;
  phone: string;
  /** Lines of a postal address, one per line. */
  lines: string;
  postcode: string;
  /** Two letters, or empty. */
  country: string;
  /** Number of an order or enquiry. */
  reference: string;
}

export const NO_DETAILS: TypedDetails = {
  email: '',
  name: '',
  company: '',
  phone: '',
  lines: '',
  postcode: '',
  country: '',
  reference: '',
};

/** What is wrong with one field. `choice` is the boxes. */
export interface DetailFault {
  field: 'email' | 'name' | 'phone' | 'lines' | 'postcode' | 'country' | 'choice';
  problem: 'missing' | 'malformed';
}

/** Details as far as they can be read. */
export interface ReadDetails {
  email: Located | null;
  phone: Located | null;
  postal: Located | null;
  name: string | null;
  company: string | null;
  country: string;
  reference: string | null;
  faults: readonly DetailFault[];
}

const NAME_MAX_CHARS = 300;
const REFERENCE_MAX_CHARS = 100;
const LINES_MAX = 8;

/**
 * Reads what was typed. Numbers and postal addresses are read as of the country given, else the form's own, else the
 * site's. `needed` are the kinds of address the ticked boxes need.
 */
export function readDetails(
  ctx: Pick<ReadContext, 'config'>,
  form: Pick<JoinForm, 'country'>,
  typed: TypedDetails,
  needed: ReadonlySet<ContactPointKind>,
): ReadDetails {
  const faults: DetailFault[] = [];
  const country = countryOf(typed.country) ?? form.country ?? ctx.config.defaultCountry;
  if (typed.country !== '' && countryOf(typed.country) === null)
    faults.push({ field: 'country', problem: 'malformed' });
  const find = (field: DetailFault['field'], raw: RawAddress, text: string, wanted: boolean) => {
    if (text.trim() === '') {
      if (wanted) faults.push({ field, problem: 'missing' });
      return null;
    }
    const parsed = parseAddress(raw, country);
    if (parsed.ok) return locate(parsed.address, ctx.config.addressKeys);
    faults.push({ field, problem: 'malformed' });
    return null;
  };
  const name = plain(typed.name, NAME_MAX_CHARS);
  const email = find('email', { email: typed.email }, typed.email, true);
  const phone = find('phone', { phone: typed.phone }, typed.phone, needed.has('phone'));
  const lines = typed.lines
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_MAX);
  const postal = find(
    'lines',
    { postal: { name: name ?? '', lines, postcode: typed.postcode, country } },
    typed.lines,
    needed.has('postal'),
  );
  // A letter is addressed to somebody, and a yes to post holds for that name alone (DESIGN §4).
  if (typed.lines.trim() !== '' && name === null) faults.push({ field: 'name', problem: 'missing' });
  return {
    email,
    phone,
    postal,
    name,
    company: plain(typed.company, NAME_MAX_CHARS),
    country,
    reference: plain(typed.reference, REFERENCE_MAX_CHARS),
    faults,
  };
}

function countryOf(text: string): string | null {
  return /^[A-Z]{2}$/.test(text) ? text : null;
}

function plain(text: string, max: number): string | null {
  const kept = storable(stripInvisible(text), max).trim();
  return kept === '' ? null : kept;
}
