import { en } from './en';

/** The languages the public pages speak; each has a complete dictionary, checked by its type. */
export const LANGUAGES = ['en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Words = typeof en;

interface Entry {
  words: Words;
  locale: string;
  dir: 'ltr' | 'rtl';
}
const DICTIONARIES: Record<Language, Entry> = {
  en: { words: en, locale: 'en-GB', dir: 'ltr' },
};

export function wordsFor(language: Language): Words {
  return DICTIONARIES[language].words;
}
export function localeOf(language: Language): string {
  return DICTIONARIES[language].locale;
}
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return DICTIONARIES[language].dir;
}

/**
 * The language to answer in: the first of the wished tags we speak, by its primary subtag, else English.
 * Takes `Accept-Language` as sent; quality values are honoured, `q=0` means never.
 */
export function chooseLanguage(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { primary: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const wish of wishes) {
    const spoken = LANGUAGES.find((language) => language === wish.primary);
    if (spoken !== undefined) return spoken;
  }
  return 'en';
}
