/** The languages everything a person meets is told in. English is complete first: what another lacks is told in it. */
export const LANGUAGES = ['en', 'cy', 'fr', 'de', 'es', 'pl', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Direction = 'ltr' | 'rtl';

interface Spoken {
  /** What the language calls itself. */
  ownName: string;
  direction: Direction;
  /** BCP 47, for dates, numbers and lists. Arabic with Latin digits, as in phone numbers and addresses beside them. */
  locale: string;
}

const SPOKEN: Readonly<Record<Language, Spoken>> = {
  en: { ownName: 'English', direction: 'ltr', locale: 'en-GB' },
  cy: { ownName: 'Cymraeg', direction: 'ltr', locale: 'cy' },
  fr: { ownName: 'Français', direction: 'ltr', locale: 'fr' },
  de: { ownName: 'Deutsch', direction: 'ltr', locale: 'de' },
  es: { ownName: 'Español', direction: 'ltr', locale: 'es' },
  pl: { ownName: 'Polski', direction: 'ltr', locale: 'pl' },
  ar: { ownName: 'العربية', direction: 'rtl', locale: 'ar-u-nu-latn' },
};

export function ownNameOf(language: Language): string {
  return SPOKEN[language].ownName;
}

export function directionOf(language: Language): Direction {
  return SPOKEN[language].direction;
}

export function localeOf(language: Language): string {
  return SPOKEN[language].locale;
}

/** Our language for a BCP 47 tag such as `fr-CA` or `fr_CA`, by its first part; null for one we do not speak. */
export function languageOf(tag: string | null | undefined): Language | null {
  const first = /^[a-z]{2,3}(?![a-z0-9])/i.exec(tag ?? '')?.[0].toLowerCase();
  return LANGUAGES.find((language) => language === first) ?? null;
}
