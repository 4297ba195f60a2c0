import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listHeaders, listIdOf } from './list-headers';

const URL_TEXT = 'https://say.example/u/AQEkc1J0';
const LIST = { name: 'Northgate offers', id: 'offers.northgate.say.example' };
const made = (url: string, list = LIST) => listHeaders({ oneClickUrl: url, listId: list });

describe('list headers', () => {
  it('carry one https URI in angle brackets, the exact one-click value, and a quoted list name', () => {
    expect(made(URL_TEXT)).toEqual({
      'List-Unsubscribe': '<https://say.example/u/AQEkc1J0>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': '"Northgate offers" <offers.northgate.say.example>',
    });
  });

  it.each(['http://localhost:3000/u/x', 'http://127.0.0.1:3000/u/x', 'http://[::1]:3000/u/x'])(
    'accept plain http on this machine only: %s',
    (url) => {
      expect(made(url)['List-Unsubscribe']).toBe(`<${url}>`);
    },
  );

  it.each([
    'http://say.example/u/x',
    'http://localhost.evil.example/u/x',
    'http://127.0.0.1.evil.example/u/x',
    'mailto:stop@say.example',
    'ftp://say.example/u/x',
    '/u/x',
    '',
    'https://user:secret@say.example/u/x',
    'https://say.example/u/x>, <https://evil.example/',
    'https://say.example/u/x,https://evil.example/',
    'https://say.example/u/x\r\nBcc: a@b.example',
    'https://say.example/u/x y',
    'https://say.example/ü',
    `https://say.example/${'x'.repeat(900)}`,
  ])('refuse what is not one plain https URI: %j', (url) => {
    expect(() => made(url)).toThrow(RangeError);
  });

  it('do not quote the refused URL, which holds a token', () => {
    expect(() => made('http://say.example/u/SECRET')).toThrow(/^(?!.*SECRET)/);
  });

  it.each(['offers', '', 'a..b', '.a.b', 'a.b>', 'a.b\r\nX: y', 'ä.example', `${'a'.repeat(250)}.example`])(
    'refuse a list id that is not dotted labels: %j',
    (id) => {
      expect(() => made(URL_TEXT, { name: 'x', id })).toThrow(RangeError);
    },
  );

  it('escape quotes and backslashes in the name', () => {
    expect(made(URL_TEXT, { name: 'The "best" \\ offers', id: LIST.id })['List-Id']).toBe(
      '"The \\"best\\" \\\\ offers" <offers.northgate.say.example>',
    );
  });

  it('leave the name out when nothing of it remains', () => {
    expect(made(URL_TEXT, { name: ' \r\n ', id: LIST.id })['List-Id']).toBe(`<${LIST.id}>`);
  });

  it('encode a name that is not ASCII so that it decodes to itself', () => {
    const name = 'Café Ünïcode — предложения и новости для всех наших покупателей';
    const header = made(URL_TEXT, { name, id: LIST.id })['List-Id'];
    const words = header.slice(0, header.lastIndexOf(' <')).split(' ');
    expect(words.length).toBeGreaterThan(1);
    for (const word of words) expect(word.length).toBeLessThanOrEqual(75);
    const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString('utf8')).join('');
    expect(decoded).toBe(name);
  });

  it('stay printable ASCII on one line, ending in the list id, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const header = made(URL_TEXT, { name, id: LIST.id })['List-Id'];
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(header.endsWith(`<${LIST.id}>`)).toBe(true);
      }),
    );
  });
});

describe('the list id', () => {
  it('is the topic, then the sender, under our own host, and is one that headers take', () => {
    const id = listIdOf('northgate', 'offers', 'say.example');
    expect(id).toBe(LIST.id);
    expect(made(URL_TEXT, { name: 'x', id })['List-Id']).toBe(`"x" <${LIST.id}>`);
  });

  it.each(['http://[::1]:3000', 'http://localhost:3000', 'http://127.0.0.1'])(
    'is one also at %s',
    (appUrl) => {
      const id = listIdOf('northgate', 'offers', new URL(appUrl).hostname);
      expect(made(URL_TEXT, { name: '', id })['List-Id']).toBe(`<${id}>`);
      expect(id.startsWith('offers.northgate.')).toBe(true);
    },
  );
});
