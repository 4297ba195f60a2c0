import { describe, expect, it } from 'vitest';
import { parseAddress, type RawAddress } from './address';
import { deriveId, NORMALISER_VERSION } from './derivation';

/** Keys and ids as the first version made them. Never edit a line here: a change needs a new version. */
const KEY = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
const FROZEN: readonly (readonly [RawAddress, string, string])[] = [
  [{ email: 'User@Example.COM' }, 'user@example.com', '6304d36c-80f3-84d9-917c-3196d223d925'],
  [{ email: '"ann.lee"@example.com' }, 'ann.lee@example.com', '892a784e-5e88-8fc9-95c6-aa0752942eda'],
  [{ email: '"John Doe"@example.com' }, '"john doe"@example.com', '62c46184-b882-8865-bfc1-0313f3da7f38'],
  [{ email: 'pelé@example.com' }, 'pelé@example.com', '6c6d69f8-8a66-8059-bab1-a644fcda725a'],
  [{ email: 'user@faß.de' }, 'user@xn--fa-hia.de', '783eacd5-43ba-8038-8605-37e0e0ca52ed'],
  [
    { email: 'japanese-info@例え.テスト' },
    'japanese-info@xn--r8jz45g.xn--zckzah',
    '00740a8c-abe2-8a82-9406-a2cf5a3952d5',
  ],
  [{ email: 'ＡＮＮ＠example.com.' }, 'ann@example.com', '7521a885-c5ee-8419-8ca6-6e461bbd18ba'],
  [{ email: 'a.b+tag@gmail.com' }, 'a.b+tag@gmail.com', '88fe4c54-2591-8767-8e6f-adc7e76d0576'],
  [{ email: 'user@[192.0.2.1]' }, 'user@[192.0.2.1]', '251d647c-e112-88f9-87bb-083a50cbc7f4'],
  [{ email: 'ΝΊΚΟΣ@example.gr' }, 'νίκοσ@example.gr', 'dc9b3a56-21d5-8a69-9283-d0498c339a04'],
  [{ phone: '07700 900123' }, '+447700900123', '96036707-3b87-8276-ad9c-349e4bb98dd2'],
  [{ phone: '+44 (0)7723 456 789' }, '+447723456789', '1939dcb1-3881-829c-aac5-692e8393389b'],
  [{ phone: '٠٧٧٢٣٤٥٦٧٨٩' }, '+447723456789', '1939dcb1-3881-829c-aac5-692e8393389b'],
  [{ phone: '+1 416 555 0123' }, '+14165550123', 'c030304e-5828-852b-b0dc-34a7739fff70'],
  [{ phone: '+39 06 1234 5678' }, '+390612345678', '3b956048-4538-8aee-9b72-cbf16adcc275'],
  [{ phone: '0117 496 0860 x12' }, '+441174960860', 'd232be72-9d8d-821a-a03b-f13440f1875d'],
  [{ phone: '+54 9 11 1234 5678' }, '+5491112345678', 'ceaa26ff-7857-8ef5-9cc6-21ff7c16e6c2'],
  [
    { postal: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 1AA', country: 'GB' } },
    'GB|LS11AA||12|highst',
    '5bbd82ae-d68d-8b84-b9ad-4a717d7fa3c6',
  ],
  [
    {
      postal: { name: 'Mr J Smith', lines: ['Flat 2', '12 High Street'], postcode: 'ls1 1aa', country: 'UK' },
    },
    'GB|LS11AA|2|12|highst#smith,j',
    '33ab0204-fd87-892e-9763-8f3ae002c297',
  ],
  [
    { postal: { name: 'John Smith', lines: ["12A St Mary's St."], postcode: 'LS1 1AA', country: 'GB' } },
    'GB|LS11AA||12a|stmarysst#smith,j',
    'aed4a358-0307-8ab6-a028-cc87a2691dfa',
  ],
  [
    {
      postal: { name: "Pat O'Brien", lines: ['Rose Cottage, Mill Lane'], postcode: 'YO1 7HH', country: 'GB' },
    },
    'GB|YO17HH|||rosecott#obrien,p',
    'f50e8680-b593-8fac-968f-adc8b2cb2dd5',
  ],
  [
    { postal: { name: 'Jan van der Berg', lines: ['Kerkstraat 12'], postcode: '1012 AB', country: 'NL' } },
    'NL|1012AB||12|kerkstrat#berg,j',
    '2bdddce0-9a03-8c0e-82f2-be778673ab90',
  ],
  [
    { postal: { name: 'Zoë Müller', lines: ['Hauptstraße 12'], postcode: 'D-10115', country: 'DE' } },
    'DE|10115||12|hauptst#muller,z',
    'f3a3ad4a-350a-8751-9b6c-f9478f40f4c0',
  ],
  [
    {
      postal: {
        name: 'Ann McDonald',
        lines: ['123 North Main Street Apt 4B', 'Springfield, IL'],
        postcode: '62701-1234',
        country: 'US',
      },
    },
    'US|62701|4b|123|nmainst#mcdonald,a',
    'd34e051a-fa8c-85a2-94eb-d5d849a264cc',
  ],
  [
    {
      postal: { name: '山田太郎', lines: ['東京都千代田区丸の内1-1-1'], postcode: '100-0005', country: 'JP' },
    },
    'JP|1000005||1-1-1|東京都千代田区丸の内#山田太郎,',
    '8d266101-689e-8a3e-badb-edee034d30c5',
  ],
  [
    { postal: { name: 'Mr & Mrs J Smith', lines: ['PO Box 123'], postcode: 'K1A 0B1', country: 'CA' } },
    'CA|K1A0B1||box123|#smith,j',
    '0e988abf-76d4-8c1a-a754-1e0c2a713830',
  ],
  [
    {
      postal: {
        name: 'Prof. Ann-Marie Lee OBE',
        lines: ['First Floor Flat', 'One Canada Square'],
        postcode: 'E14 5AB',
        country: 'GB',
      },
    },
    'GB|E145AB|floor1|1|canadasq#lee,a',
    'b244e765-e2f7-86ce-aa80-4fc97b675eac',
  ],
];

describe('derivation 1 never changes', () => {
  it('is version 1, over all these addresses', () => {
    expect(NORMALISER_VERSION).toBe(1);
    expect(FROZEN).toHaveLength(27);
  });
  it.each(FROZEN.map(([raw, key, id]) => ({ raw, key, id })))('$key', ({ raw, key, id }) => {
    const read = parseAddress(raw, 'GB');
    expect(read).toMatchObject({ ok: true, address: { normalised: key } });
    if (read.ok) expect(deriveId(read.address.kind, read.address.normalised, KEY)).toBe(id);
  });
});
