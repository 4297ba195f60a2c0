import { expect, it } from 'vitest';
import { carryLanguage, withLanguage } from './page-path';

it('asks for a language in any path, once', () => {
  expect(withLanguage('/', 'cy')).toBe('/?lang=cy');
  expect(withLanguage('/unsubscribe/T?done', 'ar')).toBe('/unsubscribe/T?done&lang=ar');
  expect(withLanguage('/account#history', 'fr')).toBe('/account?lang=fr#history');
  expect(withLanguage('/?lang=pl', 'fr')).toBe('/?lang=pl');
  expect(withLanguage('', 'ar')).toBe('?lang=ar');
  expect(withLanguage('?sent', 'ar')).toBe('?sent&lang=ar');
  expect(withLanguage('/privacy', null)).toBe('/privacy');
});

it('carries the language to every path of ours, and to nothing else', () => {
  const html =
    '<a href="/a?x=1&amp;y=2">/b</a><form action="/f"></form><a href="#m">m</a><a href="https://x.example/">x</a><a href="//x.example/">x</a><a href="/c?lang=en">c</a><p> href=&quot;/t&quot;</p>';
  expect(carryLanguage(html, 'cy')).toBe(
    '<a href="/a?x=1&amp;y=2&amp;lang=cy">/b</a><form action="/f?lang=cy"></form><a href="#m">m</a><a href="https://x.example/">x</a><a href="//x.example/">x</a><a href="/c?lang=en">c</a><p> href=&quot;/t&quot;</p>',
  );
});
