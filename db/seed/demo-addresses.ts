import type { DemoPerson } from './demo-person';

type Addresses = DemoPerson['addresses'];

/** Where people of the demo live. Only numbers that are kept free for fiction: Ofcom's drama ranges, and 555-01XX. */
interface Place {
  country: string;
  locale: string;
  mobile: ((n: number) => string) | null;
  landline: ((n: number) => string) | null;
  postal: (n: number) => { lines: string[]; postcode: string };
}

const three = (n: number) => String(n % 1000).padStart(3, '0');
const two = (n: number) => String(n % 100).padStart(2, '0');
const northAmerica = (area: number) => (n: number) => `+1 ${area} 555 01${two(n)}`;

const leeds: Place = {
  country: 'GB',
  locale: 'en-GB',
  mobile: (n) => `07700 900${three(n)}`,
  landline: (n) => `0113 496 0${three(n)}`,
  postal: (n) => ({ lines: [`${n} Example Street`, 'Leeds'], postcode: 'LS1 1AA' }),
};
const london: Place = {
  ...leeds,
  landline: (n) => `020 7946 0${three(n)}`,
  postal: (n) => ({ lines: [`Flat ${n}`, '9 Example Gardens', 'London'], postcode: 'N1 1AA' }),
};
const abroad = (country: string, locale: string, lines: string[], postcode: string): Place => ({
  country,
  locale,
  mobile: null,
  landline: null,
  postal: (n) => ({ lines: lines.map((line) => line.replace('#', String(n))), postcode }),
});

const PLACES: readonly Place[] = [
  leeds,
  london,
  leeds,
  london,
  leeds,
  abroad('DE', 'de', ['Beispielstraße #', 'Berlin'], '10115'),
  leeds,
  abroad('FR', 'fr', ['# rue de l’Exemple', 'Paris'], '75001'),
  {
    ...abroad('US', 'en-US', ['# Example Avenue', 'Albany, NY'], '12207'),
    mobile: northAmerica(518),
    landline: northAmerica(212),
  },
  london,
  abroad('IE', 'en-IE', ['# Example Road', 'Dublin'], 'D02 X285'),
  {
    ...abroad('CA', 'en-CA', ['# Example Street', 'Ottawa, ON'], 'K1A 0B1'),
    mobile: northAmerica(613),
    landline: northAmerica(416),
  },
];

/** The place of the `n`-th person of the demo. */
export function placeOf(n: number): Place {
  const place = PLACES[n % PLACES.length];
  if (place === undefined) throw new Error('no place');
  return place;
}

/** An email address first, a postal one second, then numbers where the place has free ones. */
export function addressesOf(n: number, name: string): Addresses {
  const place = placeOf(n);
  const domain = ['example.com', 'example.org', 'example.net'][n % 3] ?? 'example.com';
  const local = name.toLowerCase().replace(/[^a-z]+/g, '.');
  const postal = { name, ...place.postal(n), country: place.country };
  const addresses: Addresses = [
    { address: { email: `${local}.${n}@${domain}` }, channels: ['email'] },
    { address: { postal }, channels: ['post'] },
  ];
  if (place.mobile !== null)
    addresses.push({ address: { phone: place.mobile(n) }, channels: ['phone', 'sms'] });
  if (place.landline !== null && n % 4 === 0)
    addresses.push({ address: { phone: place.landline(n) }, channels: ['phone', 'fax'] });
  return addresses;
}

/** Positions in the addresses of a person. */
export const EMAIL = 0;
export const POSTAL = 1;
export const MOBILE = 2;
