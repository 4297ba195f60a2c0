import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { listHeaders } from '../domain/list-headers';
import { composeRaw, generateDkimKey, loadDkimKey } from './dkim';
import {
  composeMessage,
  type EssentialMessage,
  type MarketingMessage,
  mailboxOf,
  messageIdOf,
  type OutgoingMessage,
} from './message-format';

const FROM = 'Northgate <hello@northgate.example>';
const key = loadDkimKey({
  domain: 'northgate.example',
  selector: 's1',
  privateKey: generateDkimKey().privateKeyPem,
});
const list = listHeaders({
  oneClickUrl: 'https://say.example/u/x',
  listId: { name: 'Offers', id: 'offers.say.example' },
});

const essential: EssentialMessage = {
  kind: 'essential',
  messageId: '<m1@northgate.example>',
  to: 'ann@shop.example',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
};
const marketing: MarketingMessage = { ...essential, kind: 'marketing', list };

async function headerLines(message: OutgoingMessage): Promise<string[]> {
  const raw = await composeRaw(message, FROM, key);
  return (raw.toString('latin1').split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/);
}
const names = (lines: string[]) => lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase());

describe('a message', () => {
  it('that is essential carries no list header and says that a machine made it', async () => {
    const lines = await headerLines(essential);
    expect(names(lines).filter((name) => name.startsWith('list-'))).toEqual([]);
    expect(lines).toContain('Auto-Submitted: auto-generated');
    expect(names(lines)).toContain('dkim-signature');
  });

  it('that is marketing carries each list header exactly once', async () => {
    const found = names(await headerLines(marketing)).filter((name) => name.startsWith('list-'));
    expect(found.sort()).toEqual(['list-id', 'list-unsubscribe', 'list-unsubscribe-post']);
  });

  it('cannot be composed the wrong way round', () => {
    const smuggled = { ...essential, list } as OutgoingMessage;
    expect(() => composeMessage(smuggled, FROM)).toThrow(/must not carry/);
    const bare = { ...essential, kind: 'marketing', list: {} } as unknown as OutgoingMessage;
    expect(() => composeMessage(bare, FROM)).toThrow(RangeError);
    const { 'List-Id': _left, ...two } = list;
    expect(() => composeMessage({ ...marketing, list: two } as OutgoingMessage, FROM)).toThrow(RangeError);
    const doubled = { ...list, 'List-Unsubscribe': '<https://a.example/>, <https://b.example/>' };
    expect(() => composeMessage({ ...marketing, list: doubled }, FROM)).toThrow(/List-Unsubscribe/);
    const injected = { ...list, 'List-Id': '<a.b>\r\nBcc: x@y.example' };
    expect(() => composeMessage({ ...marketing, list: injected }, FROM)).toThrow(/List-Id/);
  });

  it.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\r\n ', '\0\r\n'])(
    'gains no header from a line break %j in its subject or names',
    async (lineBreak) => {
      const evil = `Hello${lineBreak}Bcc: victim@shop.example${lineBreak}${lineBreak}<b>body</b>`;
      const plain = names(await headerLines(marketing));
      const lines = await headerLines({ ...marketing, subject: evil, fromName: evil });
      expect(names(lines)).toEqual(plain);
      const parsed = await PostalMime.parse(
        await composeRaw({ ...marketing, subject: evil, fromName: evil }, FROM, key),
      );
      expect(parsed.bcc ?? []).toEqual([]);
      expect(parsed.to).toEqual([{ name: '', address: 'ann@shop.example' }]);
      expect(parsed.from?.address).toBe('hello@northgate.example');
      expect(parsed.subject).toContain('Bcc: victim@shop.example');
    },
  );

  it.each([
    'a@shop.example\r\nBcc: b@shop.example',
    'a@shop.example, b@shop.example',
    'Ann <a@shop.example>',
    'a@shop.example;b@shop.example',
    '@shop.example',
    'ann',
    'ann@',
    '',
  ])('goes to one address only: %j is refused', (to) => {
    expect(() => composeMessage({ ...essential, to }, FROM)).toThrow(RangeError);
    expect(() => composeMessage({ ...essential, replyTo: to }, FROM)).toThrow(RangeError);
  });

  it('to a quoted local part stays one recipient', async () => {
    const to = '"ann, bob"@shop.example';
    expect(composeMessage({ ...essential, to }, FROM).envelope).toMatchObject({ to: [{ address: to }] });
    const parsed = await PostalMime.parse(await composeRaw({ ...essential, to }, FROM, key));
    expect(parsed.to).toHaveLength(1);
  });

  it.each(['m1@northgate.example', '<a b@c>', '<a@b>\r\nX: y', '<>', '<@b>'])(
    'keeps the Message-ID it is given, refusing %j',
    (messageId) => {
      expect(() => composeMessage({ ...essential, messageId }, FROM)).toThrow(RangeError);
    },
  );

  it('has the text before the HTML, both as given, and the brand as the name of the sender', async () => {
    const message = { ...marketing, fromName: 'Café “Nord”', text: 'Grüße\n.\n', html: '<p>Grüße</p>' };
    const parsed = await PostalMime.parse(await composeRaw(message, FROM, key));
    expect(parsed.from).toEqual({ name: 'Café “Nord”', address: 'hello@northgate.example' });
    expect(parsed.text?.trim()).toBe('Grüße\n.');
    expect(parsed.html?.trim()).toBe('<p>Grüße</p>');
    expect(parsed.messageId).toBe('<m1@northgate.example>');
    expect(parsed.headers.some(({ key: name }) => name === 'x-mailer')).toBe(false);
  });
});

describe('MAIL_FROM', () => {
  it.each([
    ['hello@a.example', { name: '', address: 'hello@a.example' }],
    ['North Gate <hello@a.example>', { name: 'North Gate', address: 'hello@a.example' }],
    ['"Gate, North" <hello@a.example>', { name: 'Gate, North', address: 'hello@a.example' }],
  ])('%s is read as name and address', (text, mailbox) => {
    expect(mailboxOf(text)).toEqual(mailbox);
  });

  it('gives the domain of a Message-ID that stays the same', () => {
    expect(messageIdOf('0192f0c1', FROM)).toBe('<0192f0c1@northgate.example>');
  });
});
