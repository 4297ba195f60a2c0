import type { AddressKind } from './derivation';
import { type EmailProblem, maskEmail, normaliseEmail } from './email';
import { foldWidth, storable, stripInvisible } from './fold-text';
import { emailAddress, type ParsedAddress, phoneAddress, postalAddress } from './parsed-address';
import { maskPhone, normalisePhone, type PhoneProblem, plausiblePhones } from './phone';
import { foldPostal, maskPostal, normalisePostal, type PostalInput, type PostalProblem } from './postal';

export type { ParsedAddress } from './parsed-address';

/** An address as a door was given it: one of three, a postal address without a country being the default's. */
export type RawAddress =
  | { readonly email: string }
  | { readonly phone: string }
  | { readonly postal: Omit<PostalInput, 'country'> & { readonly country?: string | undefined } };

export type AddressProblem = {
  kind: AddressKind;
  problem: EmailProblem | PhoneProblem | PostalProblem | 'not_possible';
  message: string;
};

const REFUSAL_MAX_CHARS = 320;
const REFUSAL_MAX_PIECES = 8;

/**
 * An address to be known or contacted by. A phone number must be possible (STANDARDS §8: Ofcom's drama
 * ranges are, a US number read as British is not). `defaultCountry` reads national numbers and stands in
 * for a missing postal country.
 */
export function parseAddress(
  raw: RawAddress,
  defaultCountry: string,
): { ok: true; address: ParsedAddress } | { ok: false; problem: AddressProblem } {
  if ('email' in raw) {
    const email = normaliseEmail(raw.email);
    if (!email.ok)
      return { ok: false, problem: { kind: 'email', problem: email.problem, message: email.message } };
    return { ok: true, address: emailAddress(email.typed, email.normalised, email) };
  }
  if ('phone' in raw) {
    const phone = normalisePhone(raw.phone, defaultCountry);
    if (!phone.ok)
      return { ok: false, problem: { kind: 'phone', problem: phone.problem, message: phone.message } };
    if (!phone.possible) return { ok: false, problem: notPossible() };
    return { ok: true, address: phoneAddress(phone.typed, phone.e164, phone) };
  }
  const postal = normalisePostal(withCountry(raw.postal, defaultCountry));
  if (!postal.ok)
    return { ok: false, problem: { kind: 'postal', problem: postal.problem, message: postal.message } };
  return { ok: true, address: postalAddress(postal, 0, true) };
}

/**
 * Every address an opt-out must be recorded against. Never throws and never refuses: what does not parse is
 * kept under its folded text, a number also under every plausible reading, a letter line under each person
 * it names. Empty only when there is nothing in the input.
 */
export function parseAddressForRefusal(raw: RawAddress, defaultCountry: string): ParsedAddress[] {
  if ('email' in raw) return refusedEmails(raw.email);
  if ('phone' in raw) return refusedPhones(raw.phone, defaultCountry);
  const postal = withCountry(raw.postal, defaultCountry);
  const said = [postal.name ?? '', ...postal.lines, postal.postcode].some(
    (part) => storable(stripInvisible(part), 999) !== '',
  );
  if (!said) return [];
  const folded = foldPostal(postal);
  const valid = normalisePostal(postal).ok;
  if (folded.people.length === 0) return [postalAddress(folded, 0, valid)];
  return folded.people.map((_, index) => postalAddress(folded, index, valid));
}

/** An address made safe for link pages, lists and logs. */
export function maskAddress(kind: AddressKind, normalised: string): string {
  switch (kind) {
    case 'email':
      return maskEmail(normalised);
    case 'phone':
      return maskPhone(normalised);
    case 'postal':
      return maskPostal(normalised);
    default: {
      const never: never = kind;
      throw new Error(`unknown kind of address: ${String(never)}`);
    }
  }
}

function refusedEmails(input: string): ParsedAddress[] {
  const whole = normaliseEmail(input);
  if (whole.ok) return [emailAddress(whole.typed, whole.normalised, whole)];
  const text = storable(
    stripInvisible(foldWidth(input.slice(0, REFUSAL_MAX_CHARS * 8))),
    REFUSAL_MAX_CHARS * 8,
  );
  if (text === '') return [];
  const tidied = text.replace(/[\u2018\u2019]/g, "'").replace(/mailto:/gi, ' ');
  const guesses = [tidied.replace(/\s+/g, ''), ...tidied.split(/[\s,;<>()[\]"]+/)].filter((guess) =>
    guess.includes('@'),
  );
  const kept = new Map<string, ParsedAddress>();
  for (const guess of guesses) {
    const email = normaliseEmail(guess.replace(/^[.:']+|[.:'!?]+$/g, ''));
    if (email.ok && kept.size < REFUSAL_MAX_PIECES)
      kept.set(email.normalised, emailAddress(email.typed, email.normalised, email));
  }
  const folded = text.replace(/\s+/g, ' ').toLowerCase().normalize('NFC').slice(0, REFUSAL_MAX_CHARS);
  const asText = emailAddress(text.slice(0, REFUSAL_MAX_CHARS), storable(folded, REFUSAL_MAX_CHARS), null);
  return [...kept.values(), ...(kept.has(folded) ? [] : [asText])];
}

function refusedPhones(input: string, defaultCountry: string): ParsedAddress[] {
  const phone = normalisePhone(input, defaultCountry);
  if (phone.ok && phone.valid) return [phoneAddress(phone.typed, phone.e164, phone)];
  const { folded, candidates } = plausiblePhones(input, defaultCountry);
  if (folded === '') return [];
  const typed = storable(stripInvisible(input), REFUSAL_MAX_CHARS);
  return [...candidates, folded].map((key) => {
    const read = key.startsWith('+') ? normalisePhone(key, defaultCountry) : null;
    return phoneAddress(
      typed,
      key,
      read?.ok ? { ...read, extension: phone.ok ? phone.extension : null } : null,
    );
  });
}

function withCountry(
  postal: Omit<PostalInput, 'country'> & { country?: string | undefined },
  fallback: string,
): PostalInput {
  return { ...postal, country: stripInvisible(postal.country ?? '') || fallback };
}

function notPossible(): AddressProblem {
  const message = 'No country has a number like that. Check it, or start with + and the country code.';
  return { kind: 'phone', problem: 'not_possible', message };
}
