import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, normaliseEmail } from './email';
import vectors from './vectors/email-addresses.json';

const keyOf = (input: string) => {
  const read = normaliseEmail(input);
  return read.ok ? read.normalised : null;
};
const problemOf = (input: string) => {
  const read = normaliseEmail(input);
  return read.ok ? null : read.problem;
};

describe('the shared email vectors', () => {
  it.each(vectors.cases.map((one) => [one.input, one.matchKey]))('%j has the key %j', (input, matchKey) => {
    expect(keyOf(String(input))).toBe(matchKey);
  });
  it('holds every case of the file', () => expect(vectors.cases).toHaveLength(28));
});

describe('one mailbox has one key', () => {
  it.each([
    ['"ann"@example.com', 'ann@example.com'],
    ['"a\\nn"@example.com', 'ann@example.com'],
    ['"Ann.Lee"@example.com', 'ann.lee@example.com'],
    ['ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ann@example.com'],
    ['ann＠example.com', 'ann@example.com'],
    ['ann@例え。テスト', 'ann@xn--r8jz45g.xn--zckzah'],
    ['\u200Bann@example.com\uFEFF', 'ann@example.com'],
    ['an\u200Bn@exam\u2060ple.com', 'ann@example.com'],
    ['an\u200Dn@example.com', 'ann@example.com'],
    ['\u202Aann@example.com\u202C', 'ann@example.com'],
    ['\u00A0ann@example.com\u3000', 'ann@example.com'],
    ['pele\u0301@example.com', 'pelé@example.com'],
    ['PELÉ@example.com', 'pelé@example.com'],
    ['user@FASS.de', 'user@fass.de'],
    ['user@XN--FA-HIA.DE', 'user@xn--fa-hia.de'],
    ['ann+shop@example.com', 'ann+shop@example.com'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['""@example.com', '""@example.com'],
    ['ann@[IPv6:2001:DB8:0:0::1]', 'ann@[ipv6:2001:db8::1]'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['ΝΊΚΟΣ@example.gr', 'νίκοσ@example.gr'],
    ['νίκος@example.gr', 'νίκοσ@example.gr'],
  ])('%j is %j', (input, key) => expect(keyOf(input)).toBe(key));

  it('keeps a ligature and a plus tag: NFC, not NFKC, and no stripping', () => {
    expect(keyOf('ﬁle@example.com')).toBe('ﬁle@example.com');
    expect(keyOf('a.b+c@gmail.com')).not.toBe(keyOf('ab@gmail.com'));
  });
  it('keeps the address as typed for sending', () => {
    expect(normaliseEmail('  User.Name@Example.COM. ')).toEqual({
      ok: true,
      typed: 'User.Name@Example.COM',
      normalised: 'user.name@example.com',
      smtputf8: false,
      literal: false,
    });
    expect(normaliseEmail('Pelé@example.com')).toMatchObject({ typed: 'Pelé@example.com', smtputf8: true });
    expect(normaliseEmail('x@[192.0.2.1]')).toMatchObject({ literal: true });
  });
});

describe('what is no address is told why', () => {
  it.each([
    ['', 'empty'],
    [' \u200B\uFEFF\u200D ', 'empty'],
    ['ann.example.com', 'no_at'],
    ['ann@example.com\r\nBcc: victim@example.net', 'control_character'],
    ['ann\0@example.com', 'control_character'],
    ['an\nn@example.com', 'control_character'],
    ['Ann Lee <ann@example.com>', 'display_name'],
    ['<ann@example.com>', 'display_name'],
    ['ann @example.com', 'local_part'],
    ['@example.com', 'local_part'],
    ['a..b@example.com', 'local_part'],
    ['a.@example.com', 'local_part'],
    ['"a"b"@example.com', 'local_part'],
    ['mailto:ann@example.com', 'local_part'],
    ['\uD800@example.com', 'local_part'],
    ['ann@example', 'domain'],
    ['ann@-example.com', 'domain'],
    ['ann@exa_mple.com', 'domain'],
    ['ann@example..com', 'domain'],
    ['ann@192.0.2.1', 'domain'],
    ['ann@[999.0.2.1]', 'domain'],
    ['ann@[IPv6:zz]', 'domain'],
    ['ann@xn--a.com', 'domain'],
    [`${'é'.repeat(33)}@example.com`, 'too_long'],
    [`ann@${`${'a'.repeat(61)}.`.repeat(4)}com`, 'too_long'],
    ['a'.repeat(5_000), 'too_long'],
  ])('%j: %s', (input, problem) => expect(problemOf(input)).toBe(problem));

  it('counts octets, and 64 of them pass', () => {
    expect(keyOf(`${'é'.repeat(32)}@example.com`)).not.toBeNull();
    expect(keyOf(`${'a'.repeat(64)}@example.com`)).not.toBeNull();
  });
  it('says what to do', () => {
    const read = normaliseEmail('Ann <ann@example.com>');
    expect(read.ok ? '' : read.message).toContain('only the address');
  });
});

describe('a masked address shows neither its name nor its length', () => {
  it.each([
    ['ann@example.com', 'a•••@e•••.com'],
    ['annabelle.long@example.com', 'a•••@e•••.com'],
    ['a@e.co.uk', 'a•••@e•••.uk'],
    ['"john doe"@example.com', '•••@e•••.com'],
    ['user@xn--fa-hia.de', 'u•••@f•••.de'],
    ['user@[192.0.2.1]', 'u•••@[•••]'],
    ['😀x@example.com', '😀•••@e•••.com'],
    ['not an address', '•••'],
    ['ann@localhost', 'a•••@•••'],
  ])('%s as %s', (key, masked) => expect(maskEmail(key)).toBe(masked));
});

describe('properties', () => {
  const loose = fc.oneof(
    fc.emailAddress(),
    fc.tuple(fc.string({ unit: 'binary' }), fc.domain()).map(([l, d]) => `${l}@${d}`),
    fc.tuple(fc.string(), fc.domain()).map(([l, d]) => `"${l.replace(/["\\]/g, '\\$&')}"@${d}`),
  );
  it('normalising a key changes nothing', () => {
    fc.assert(
      fc.property(loose, (input) => {
        const key = keyOf(input);
        if (key !== null) expect(keyOf(key)).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });
  it('case and edges never change a key', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.constantFrom(' ', '\t', '\u200B', '\u3000', '\r\n'),
        (input, edge) => {
          const key = keyOf(input);
          expect(key).not.toBeNull();
          expect(keyOf(edge + input.toUpperCase() + edge)).toBe(key);
        },
      ),
    );
  });
  it('never throws, and neither does the mask', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (input) => {
        normaliseEmail(input);
        maskEmail(input);
      }),
    );
  });
});
