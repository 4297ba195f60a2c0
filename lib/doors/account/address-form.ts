import type { RawAddress } from '../../domain/contact-point/address';
import { isCountry } from '../../domain/country';
import type { Channel, ContactPointKind } from '../../domain/vocabulary';
import { type FormFields, firstValue } from '../../http/body';

/** What is wrong with a field, by the key of its words in the namespace `addresses`. */
export type AddressFault =
  | 'email'
  | 'phone'
  | 'uses'
  | 'usesUnconfirmed'
  | 'name'
  | 'lines'
  | 'postcode'
  | 'country'
  | 'full'
  | 'tooMany'
  | 'cannotText'
  | 'codeMalformed'
  | 'codeWrong'
  | 'codeVoid';

/** What a number can be ticked for; a person who may be called is not asked who or what dials. */
export const USES = ['calls', 'sms', 'fax'] as const;
export type Use = (typeof USES)[number];
const CHANNELS_OF_USE: Record<Use, readonly Channel[]> = {
  calls: ['phone', 'automated_call'],
  sms: ['sms'],
  fax: ['fax'],
};

export type ReadAddress =
  | { ok: true; address: RawAddress; channels: readonly Channel[] }
  | { ok: false; faults: { field: string; fault: AddressFault }[] };

/** The channels that ticked uses stand for, in the order of the form. */
export function channelsOf(ticked: readonly string[]): Channel[] {
  return USES.filter((use) => ticked.includes(use)).flatMap((use) => CHANNELS_OF_USE[use]);
}

/** The uses that channels show as ticked. */
export function usesOf(channels: readonly Channel[]): Use[] {
  return USES.filter((use) => CHANNELS_OF_USE[use].some((channel) => channels.includes(channel)));
}

/** Reads the form that adds an address; every fault found, none of them about whether it parses. */
export function readAddressForm(kind: ContactPointKind, form: FormFields): ReadAddress {
  switch (kind) {
    case 'email': {
      const email = firstValue(form, 'email');
      if (email === '') return { ok: false, faults: [{ field: 'email', fault: 'email' }] };
      return { ok: true, address: { email }, channels: ['email'] };
    }
    case 'phone':
      return readPhone(form);
    case 'postal':
      return readPostal(form);
    default:
      return kind satisfies never;
  }
}

function readPhone(form: FormFields): ReadAddress {
  const phone = firstValue(form, 'phone');
  const channels = channelsOf(form.get('use') ?? []);
  const faults: { field: string; fault: AddressFault }[] = [];
  if (phone === '') faults.push({ field: 'phone', fault: 'phone' });
  if (channels.length === 0) faults.push({ field: 'use', fault: 'uses' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, address: { phone }, channels };
}

function readPostal(form: FormFields): ReadAddress {
  const [name, postcode] = [firstValue(form, 'name'), firstValue(form, 'postcode')];
  const country = firstValue(form, 'country');
  const lines = firstValue(form, 'lines')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const faults: { field: string; fault: AddressFault }[] = [];
  if (name === '') faults.push({ field: 'name', fault: 'name' });
  if (lines.length === 0) faults.push({ field: 'lines', fault: 'lines' });
  if (!isCountry(country)) faults.push({ field: 'country', fault: 'country' });
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, address: { postal: { name, lines, postcode, country } }, channels: ['post'] };
}
