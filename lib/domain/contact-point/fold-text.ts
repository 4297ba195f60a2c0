/**
 * Text folding that every address normaliser shares. Part of the frozen normaliser: a change here
 * changes derived ids, so it takes a new normaliser version, never an edit.
 */

/** Never carry meaning in an address: soft hyphen, zero-width space, word joiner, BOM, bidi marks. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
/** Joiners shape letters in some scripts; beside ASCII (or at an edge) they are paste debris. */
const STRAY_JOINER = /(?<![^\0-\x7F])[\u200C\u200D]+|[\u200C\u200D]+(?![^\0-\x7F])/g;
const EDGE = /^[\s\u200C\u200D]+|[\s\u200C\u200D]+$/g;

const ZEROES = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0,
  0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
const DIGIT_VALUES = new Map(
  ZEROES.flatMap((zero) =>
    Array.from({ length: 10 }, (_, n) => [String.fromCharCode(zero + n), String(n)]),
  ) as [string, string][],
);
const FOREIGN_DIGIT = new RegExp(
  `[${ZEROES.map((zero) => `${String.fromCharCode(zero)}-${String.fromCharCode(zero + 9)}`).join('')}]`,
  'g',
);

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ς: 'σ',
};
const SPECIAL_LETTER = /[ßæœøðđłþıħς]/g;
const ASCII_PRINTABLE = /^[!-~]*$/;

/** Removes invisible characters anywhere, and Unicode space and zero-width joiners at the edges. */
export function stripInvisible(text: string): string {
  if (ASCII_PRINTABLE.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(STRAY_JOINER, '').replace(EDGE, '');
}

/** Full-width forms of ASCII (U+FF01 to U+FF5E) and the ideographic space to ASCII; nothing else. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** Decimal digits of any common script to ASCII digits. */
export function foldDigits(text: string): string {
  return text.replace(FOREIGN_DIGIT, (digit) => DIGIT_VALUES.get(digit) ?? digit);
}

/** Lower case without diacritics, in composed form. Marks that carry vowels in other scripts stay. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(SPECIAL_LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/** `ae`, `oe`, `ue` and `aa` to the bare vowel, so that Mueller and Müller are one. Keys only. */
export function foldUmlauts(text: string): string {
  return text.replace(/a[ae]+/g, 'a').replace(/([ou])e+/g, '$1');
}

/** What a text column can hold of any input: control characters to spaces, lone surrogates replaced. */
export function storable(text: string, maxChars: number): string {
  return text
    .slice(0, maxChars)
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
