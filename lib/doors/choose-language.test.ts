import { describe, expect, it } from 'vitest';
import { chooseLanguage, languageAsked } from './choose-language';

describe('the language of a page', () => {
  const accept = 'fr-FR, en;q=0.5';
  const url = 'https://say.example/unsubscribe/TOKEN?done&lang=cy';

  it('is what the person chose, before what the link says, before what the browser wishes', () => {
    expect(chooseLanguage({ stored: 'pl-PL', url, accept })).toBe('pl');
    expect(chooseLanguage({ stored: null, url, accept })).toBe('cy');
    expect(chooseLanguage({ stored: 'zh', url, accept })).toBe('cy');
    expect(chooseLanguage({ url: 'https://say.example/', accept })).toBe('fr');
    expect(chooseLanguage({})).toBe('en');
  });

  it.each([
    ['ar-EG,ar;q=0.9,en-US;q=0.8', 'ar'],
    ['zh-CN,de;q=0.7,en;q=0.3', 'de'],
    ['en;q=0, es', 'es'],
    ['cy-GB', 'cy'],
    ['PL', 'pl'],
    ['*', 'en'],
    ['xx', 'en'],
    ['', 'en'],
    [';;;,q=', 'en'],
    ['e'.repeat(9999), 'en'],
  ])('that the browser wishes is read by the rules of the header: %.30s', (sent, language) => {
    expect(chooseLanguage({ accept: sent })).toBe(language);
    expect(chooseLanguage({ accept: sent })).toBe(language);
  });

  it('is asked for by exactly one of our tags', () => {
    expect(languageAsked('/unsubscribe?lang=ar')).toBe('ar');
    expect(languageAsked('/unsubscribe?lang=ar#main')).toBe('ar');
    for (const path of ['/', '/?lang=', '/?lang=xx', '/?lang=arab', '/?slang=ar', '/?lang=%61r', '/lang=ar'])
      expect(languageAsked(path)).toBeNull();
  });
});
