import { expect, it } from 'vitest';
import { directionOf, LANGUAGES, languageOf, localeOf, ownNameOf } from './language';

it('reads our language from a tag, and none from anything else', () => {
  expect(['fr', 'fr-CA', 'FR_ca', 'ar-u-nu-latn', 'cy-GB'].map(languageOf)).toEqual([
    'fr',
    'fr',
    'fr',
    'ar',
    'cy',
  ]);
  for (const tag of [null, undefined, '', 'x', 'frx', 'fr2', 'zh', 'ena', '../en', ' en']) {
    expect(languageOf(tag)).toBeNull();
  }
});

it('has a name of its own, a direction and a locale the platform knows for each', () => {
  expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar']);
  expect(new Set(LANGUAGES.map(ownNameOf)).size).toBe(LANGUAGES.length);
  for (const language of LANGUAGES) {
    expect(Intl.DateTimeFormat.supportedLocalesOf(localeOf(language))).toEqual([localeOf(language)]);
  }
  expect(new Intl.NumberFormat(localeOf('ar')).format(28)).toBe('28');
});
