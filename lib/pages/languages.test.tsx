import { describe, expect, it } from 'vitest';
import { directionOf, LANGUAGES, ownNameOf } from '../domain/language';
import { PLAIN_TEXTS } from './testing/sample-texts';
import { SAMPLE_FRAME, samplePages } from './testing/samples';

const names = Object.keys(samplePages(SAMPLE_FRAME, PLAIN_TEXTS));
const linksOf = (html: string) =>
  [...html.matchAll(/ (?:href|action)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');

describe.each(LANGUAGES)('every page in %s', (language) => {
  it.each(names)(
    '%s says its language and direction, and leads to the same page in each other',
    async (name) => {
      const frame = { ...SAMPLE_FRAME, language };
      const html = (await samplePages(frame, PLAIN_TEXTS)[name]?.())?.html ?? '';
      expect(html).toContain(`<html lang="${language}" dir="${directionOf(language)}">`);
      for (const other of LANGUAGES) {
        const named = `lang="${other}"${other === language ? '' : ` hrefLang="${other}"`}>${ownNameOf(other)}</`;
        expect(html).toContain(named);
      }
      expect(linksOf(html).filter((path) => path.includes('lang='))).toEqual([]);
    },
  );

  it.each(names)('%s leads on in the language its address asked for', async (name) => {
    const frame = { ...SAMPLE_FRAME, language, languageAsked: true };
    const html = (await samplePages(frame, PLAIN_TEXTS)[name]?.())?.html ?? '';
    const paths = linksOf(html);
    expect(paths).toContain(`/privacy?lang=${language}`);
    for (const path of paths) expect(path).toMatch(new RegExp(`[?;]lang=${language}(#|$)`));
  });
});

it('keeps what was just done when the language changes', async () => {
  const pages = samplePages(SAMPLE_FRAME, PLAIN_TEXTS);
  expect((await pages['home-sent']?.())?.html).toContain('href="?sent&amp;lang=cy"');
  expect((await pages['unsubscribe-done-all']?.())?.html).toContain('href="?done&amp;lang=cy"');
  expect((await pages.unsubscribe?.())?.html).toContain('href="?lang=cy"');
});
