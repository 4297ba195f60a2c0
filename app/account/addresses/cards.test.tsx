import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../lib/domain/language';
import { CONTACT_POINT_KINDS } from '../../../lib/domain/vocabulary';
import type { OwnAddress, WaitingAddress } from '../../../lib/services/account-address/list-addresses';
import { AddForm } from './add-forms';
import { AddressCard } from './address-card';
import { WaitingCard } from './waiting-card';

const AT = new Date('2026-11-22T12:00:00.000Z');
const ID = '0192aaaa-0000-8000-8000-000000000001';
const markup = (element: ReactElement) => renderToStaticMarkup(element);

const email: OwnAddress = {
  id: ID,
  kind: 'email',
  keyEpoch: 1,
  typed: 'ann@example.com',
  normalised: 'ann@example.com',
  channels: ['email'],
  isPrimary: true,
  signIn: true,
  attachedAt: AT,
  confirmedAt: AT,
  deliverability: 'unknown',
  sharers: 0,
};
const number: OwnAddress = {
  ...email,
  kind: 'phone',
  typed: '07700 900123',
  normalised: '+447700900123',
  channels: ['phone', 'sms'],
  isPrimary: false,
  signIn: false,
  confirmedAt: null,
};
const card = (address: OwnAddress, more: { only?: boolean; waits?: boolean; fault?: string } = {}) =>
  markup(
    <AddressCard
      address={address}
      only={more.only ?? false}
      waits={more.waits ?? false}
      language="en"
      timeZone="Europe/London"
      faults={more.fault === undefined ? [] : [{ field: `use-${ID}`, message: more.fault }]}
    />,
  );

describe('the card of an address', () => {
  it('says what it is, since when, and for whom else', () => {
    const html = card({ ...email, sharers: 2, deliverability: 'undeliverable' });
    for (const told of [
      'Main one',
      'You sign in with it',
      'Confirmed on 22 November 2026',
      'Somebody else',
      'came back',
    ])
      expect(html).toContain(told);
    expect(html).not.toContain('Confirm it');
    expect(html).not.toContain('What it is used for');
    expect(card(email, { only: true })).not.toContain('Main one');
  });

  it('offers to confirm what was never confirmed, unless its code is on its way or cannot be', () => {
    expect(card(number)).toContain('aria-label="Confirm 07700 900123"');
    expect(card(number, { waits: true })).not.toContain('Confirm 07700 900123');
    expect(card({ ...number, channels: ['fax'] })).not.toContain('Confirm 07700 900123');
    expect(card({ ...email, kind: 'postal', confirmedAt: null })).not.toContain('Confirm ');
  });

  it('shows the uses of a number as ticked, and what is wrong with them', () => {
    const html = card({ ...number, channels: ['automated_call', 'fax'] }, { fault: 'Tick at least one use' });
    expect(
      [...html.matchAll(/value="(\w+)" checked=""|checked="" value="(\w+)"/g)].map((one) => one[1] ?? one[2]),
    ).toEqual(['calls', 'fax']);
    expect(html).toContain('Error: Tick at least one use');
    expect(html).toContain('<details open="">');
  });

  it('of an address no longer held says that', () => {
    expect(card({ ...email, typed: null, normalised: null })).toContain('An address we no longer hold');
  });
});

describe('the card of an address that waits', () => {
  const waiting: WaitingAddress = {
    contactPointId: ID,
    kind: 'phone',
    typed: '07700 900123',
    channels: ['sms'],
    askedAt: AT,
    expiresAt: AT,
    code: 'on_its_way',
    triesLeft: 5,
    held: false,
  };
  const shown = (more: Partial<WaitingAddress>) =>
    markup(<WaitingCard waiting={{ ...waiting, ...more }} faults={[]} typed="" language="en" />);

  it.each([
    [{}, 'We sent a text with a code'],
    [{ kind: 'email' as const }, 'We sent a code to'],
    [{ code: 'void' as const }, 'no longer works'],
    [{ code: 'not_sent' as const }, 'We could not send a text'],
  ])('%j', (more, told) => {
    const html = shown(more);
    expect(html).toContain(told);
    expect(html.includes('autoComplete="one-time-code"')).toBe(!('code' in more));
    expect(html).toContain('Do not add 07700 900123');
  });

  it('that is theirs already is not to be given up', () => {
    expect(shown({ held: true })).toContain('Do not confirm 07700 900123 now');
  });
});

describe('the form that adds an address', () => {
  it.each(CONTACT_POINT_KINDS)('of kind %s speaks every language', (kind) => {
    for (const language of LANGUAGES) {
      const props = { kind, language, draft: null, faults: [], name: 'Ann', country: 'GB' };
      expect(markup(<AddForm {...props} canText />)).toContain(`name="kind" value="${kind}"`);
    }
  });

  it('is open with what was typed when it was found fault with, and only that one', () => {
    const draft = {
      fields: { do: ['add'], kind: ['phone'], phone: ['ring "me"'], use: ['fax'] },
      faults: [{ field: 'phone', fault: 'phone' }],
    };
    const props = { language: 'en', draft, name: '', country: 'GB', canText: true } as const;
    const faults = [{ field: 'phone', message: 'Type one phone number' }];
    const html = markup(<AddForm {...props} kind="phone" faults={faults} />);
    expect(html).toContain('value="ring &quot;me&quot;"');
    expect(html).toContain('aria-describedby="phone-hint phone-error" aria-invalid="true"');
    expect(html.match(/checked=""/g)).toHaveLength(1);
    expect(markup(<AddForm {...props} kind="email" faults={faults} />)).not.toContain('open=""');
  });

  it('where no text can be sent says so and ticks fax', () => {
    const props = {
      kind: 'phone',
      language: 'en',
      draft: null,
      faults: [],
      name: '',
      country: 'GB',
    } as const;
    expect(markup(<AddForm {...props} canText={false} />)).toContain('a number for fax only');
  });
});
