import { describe, expect, it } from 'vitest';
import { announcement, compileAnnouncement } from './announcement';
import { preferenceLink } from './preference-link';
import { registrationConfirm } from './registration-confirm';
import type { Brand, RenderedEmail } from './rendered-email';
import { signInLink } from './sign-in-link';
import { staffInvite } from './staff-invite';

const brand: Brand = {
  name: 'Northgate',
  legalName: 'Northgate Retail Limited',
  postalAddress: '1 Harbour Street\nBristol BS1 4QA',
  privacyUrl: 'https://say.example/privacy',
  colour: '#0b5d4e',
};
const EVIL = `"><script>alert('x')</script>&amp;\r\nBcc: a@b.example`;
const evilBrand: Brand = {
  name: EVIL,
  legalName: EVIL,
  postalAddress: EVIL,
  privacyUrl: `https://say.example/privacy?a=1&b="><script>`,
  colour: '"><script>',
};
const LINK = 'https://say.example/x?token=abc&next=1';
const language = 'en';

const written = {
  brand,
  subject: 'Autumn offers',
  bodyMarkdown: 'Hello **there**',
  why: 'permission',
  senderName: 'Northgate',
  topicName: 'Offers',
  language,
  bodyLanguage: 'en',
} as const;
const recipient = {
  unsubscribeUrl: 'https://say.example/unsubscribe/TOKEN',
  preferencesUrl: 'https://say.example/preferences/TOKEN',
};
const body = (bodyMarkdown: string) => announcement({ ...written, bodyMarkdown, recipient });

function everyEmail(by: Brand): [string, RenderedEmail][] {
  return [
    ['sign-in link', signInLink({ brand: by, language, audience: 'account', signInUrl: LINK, minutes: 15 })],
    [
      'staff sign-in link',
      signInLink({ brand: by, language, audience: 'staff', signInUrl: LINK, minutes: 15 }),
    ],
    [
      'registration to confirm',
      registrationConfirm({ brand: by, language, confirmUrl: LINK, day: '29 November 2026' }),
    ],
    ['preference link', preferenceLink({ brand: by, language, preferencesUrl: LINK })],
    ['staff invitation', staffInvite({ brand: by, language, role: 'agent', inviteUrl: LINK, hours: 24 })],
    [
      'announcement',
      announcement({ ...written, brand: by, recipient: { unsubscribeUrl: LINK, preferencesUrl: LINK } }),
    ],
  ];
}

describe.each(everyEmail(brand))('the %s', (_name, email) => {
  it('says who sends it, from where, and where its privacy notice is, in both parts', () => {
    for (const part of [email.html, email.text]) {
      expect(part).toContain('Northgate Retail Limited');
      expect(part).toContain('Bristol BS1 4QA');
      expect(part).toContain('https://say.example/privacy');
    }
  });

  it('has its link in both parts: escaped in HTML, as it is in text', () => {
    expect(email.html).toContain('href="https://say.example/x?token=abc&amp;next=1"');
    expect(email.text).toContain(`\n${LINK}\n`);
  });

  it('says its language and direction, follows light and dark, and needs no picture or script', () => {
    expect(email.html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(email.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(email.html).toContain('prefers-color-scheme:dark');
    expect(email.html).not.toMatch(/<(img|script|link|iframe|form)\b/);
  });

  it('has a text part without markup', () => {
    expect(email.text).not.toMatch(/<[a-z]|&[a-z]+;|undefined|\[object/);
  });
});

describe.each(everyEmail(evilBrand))('the %s with hostile input', (_name, email) => {
  it('holds no markup but its own, and a subject of one line', () => {
    expect(email.html).not.toMatch(/<script/i);
    expect(email.html).not.toContain('"">');
    expect(email.subject).not.toMatch(/[\r\n]/);
  });
});

describe('a link that is not http or https', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', '', 'https://'])(
    'is refused: %j',
    (url) => {
      expect(() => signInLink({ brand, language, audience: 'account', signInUrl: url, minutes: 15 })).toThrow(
        RangeError,
      );
      expect(() => preferenceLink({ brand, language, preferencesUrl: url })).toThrow(RangeError);
      expect(() => announcement({ ...written, recipient: { ...recipient, unsubscribeUrl: url } })).toThrow(
        RangeError,
      );
    },
  );
});

describe('the sign-in link', () => {
  it('says that it works once and for how long, and that opening it signs nobody in', () => {
    const { text } = signInLink({ brand, language, audience: 'account', signInUrl: LINK, minutes: 15 });
    expect(text).toContain('It works once, for the next 15 minutes.');
    expect(text).toContain('nobody is signed in until that button is pressed');
  });
});

describe('the staff invitation', () => {
  it('says as what the person was added', () => {
    const { text } = staffInvite({ brand, language, role: 'auditor', inviteUrl: LINK, hours: 1 });
    expect(text).toContain('as an auditor');
    expect(text).toContain('for the next hour');
  });
});

describe('an announcement', () => {
  it('shows in both parts why it came, how to stop it and how to choose', () => {
    const email = announcement({ ...written, recipient });
    for (const part of [email.html, email.text]) {
      expect(part).toContain('You said yes to Offers by email from Northgate.');
      expect(part).toContain('Unsubscribe from Offers');
      expect(part).toContain('https://say.example/unsubscribe/TOKEN');
      expect(part).toContain('https://say.example/preferences/TOKEN');
    }
  });

  it('compiled once fills in each recipient apart', () => {
    const fill = compileAnnouncement(written);
    const ann = fill({ ...recipient, greetingName: 'Ann' });
    const bob = fill({ unsubscribeUrl: LINK, preferencesUrl: LINK });
    expect(ann.html).toContain('Hello Ann,');
    expect(ann.text.startsWith('Hello Ann,\n')).toBe(true);
    expect(bob.text.startsWith('Hello,\n')).toBe(true);
    expect(bob.html).not.toContain('TOKEN');
    expect(fill({ ...recipient, greetingName: 'Ann' })).toEqual(ann);
  });

  it('fills ten thousand recipients in well under a second', () => {
    const fill = compileAnnouncement({ ...written, bodyMarkdown: 'A paragraph of news.\n\n'.repeat(100) });
    const started = performance.now();
    for (let index = 0; index < 10_000; index += 1) {
      fill({ ...recipient, unsubscribeUrl: `https://say.example/unsubscribe/${index}` });
    }
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it.each(['Ann', 'Mary-Jane O’Neil', "D'Arcy", 'José', 'J. Smith', '李小龍', 'Müller'])(
    'greets %s by name',
    (name) => {
      expect(announcement({ ...written, recipient: { ...recipient, greetingName: name } }).text).toContain(
        `Hello ${name},`,
      );
    },
  );

  it.each([
    'visit evil.example',
    'https://evil.example',
    '<b>Ann</b>',
    'Ann\u202e',
    '\ue000unsubscribe\ue001',
    'Ann\r\n\r\nYou won! Call 0900',
    '',
    'x'.repeat(100),
  ])('does not repeat what is no name: %j', (name) => {
    const { text, html } = announcement({ ...written, recipient: { ...recipient, greetingName: name } });
    const greeting = /^Hello( Ann)?,\n/;
    expect(text).toMatch(greeting);
    expect(html).not.toContain('evil.example');
  });

  it('cannot have its slots taken over by what a sender writes', () => {
    const { html, text } = body('\ue000unsubscribe\ue001 and \ue000preferences\ue001');
    expect(text).toContain('unsubscribe and preferences');
    expect(html.match(/unsubscribe\/TOKEN/g)).toHaveLength(1);
  });

  it('shows raw HTML as words', () => {
    const { html } = body('<script>alert(1)</script>\n\nHi <img src=x onerror=alert(1)> <a href="x">y</a>');
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>(?!&)/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '<javascript:alert(1)>',
    '[x](/relative)',
    '[x](//evil.example)',
    '![x](javascript:alert(1))',
    '![x](http://pictures.example/plain.png)',
    '[x]: javascript:alert(1)\n\n[x]',
  ])('leads nowhere but to http, https and mailto: %s', (markdown) => {
    const { html } = body(markdown);
    const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target ?? '');
    for (const target of targets) expect(target).toMatch(/^https:\/\/say\.example\//);
  });

  it('escapes link addresses, titles and picture words', () => {
    const { html } = body(
      '[a](https://a.example/?x=1&y="2" "ti\\"tle") ![a" onerror="x](https://a.example/p.png)',
    );
    expect(html).not.toContain('onerror="x');
  });

  it('keeps links, lists, tables, quotations and code readable as text', () => {
    const { text } = body(
      'See [the shop](https://shop.example/a?b=1&c=2) or <https://shop.example/> or [us](mailto:us@shop.example).\n\n1. One\n2. Two\n   - inner\n\n> Said\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n    code & more\n\nFish &amp; chips, AT&T \\*plain\\*',
    );
    expect(text).toContain(
      'See the shop (https://shop.example/a?b=1&c=2) or https://shop.example/ or us (us@shop.example).',
    );
    expect(text).toContain('1. One\n2. Two\n   - inner');
    expect(text).toContain('> Said');
    expect(text).toContain('A | B\n1 | 2');
    expect(text).toContain('    code & more');
    expect(text).toContain('Fish & chips, AT&T *plain*');
  });

  it('in a right-to-left language says so, and keeps a body in English apart', () => {
    const { html } = announcement({ ...written, language: 'ar', recipient });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('<div lang="en" dir="ltr">');
  });
});
