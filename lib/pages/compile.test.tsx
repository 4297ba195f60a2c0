import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePage, escapeHtml } from './compile';
import { renderPage } from './document';
import { SAMPLE_FRAME } from './testing/samples';
import { unsubscribeContent } from './unsubscribe';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '<', '&amp;', '"\'', '$&', '$1'),
);
const variant = fc.record({
  state: fc.constantFrom('ask' as const, 'done' as const, 'already' as const),
  kind: fc.constantFrom('email' as const, 'phone' as const, 'postal' as const),
  scope: fc.constantFrom('topic' as const, 'sender' as const, 'all' as const, null),
});
const slots = fc.record({
  token: fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/),
  address: fc.option(text),
  sender: text,
  topic: fc.option(text),
  others: fc.uniqueArray(text, { maxLength: 4 }),
  since: fc.option(text),
});

describe('a compiled page', () => {
  it('equals the page rendered directly, whatever the texts', async () => {
    const compiled = compilePage(unsubscribeContent);
    await fc.assert(
      fc.asyncProperty(variant, slots, async (oneVariant, oneSlots) => {
        const { html, styleHash } = await renderPage(
          SAMPLE_FRAME,
          unsubscribeContent(SAMPLE_FRAME, oneVariant, oneSlots),
        );
        for (const _ of ['compiling', 'compiled']) {
          const page = await compiled(SAMPLE_FRAME, oneVariant, oneSlots);
          expect([page.html, page.styleHash]).toEqual([html, styleHash]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('renders once per shape and serves other texts from the same template', async () => {
    let builds = 0;
    const compiled = compilePage((_look, _variant: null, { who }: { who: string }) => {
      builds += 1;
      return { title: who, body: <p title={who}>{who}</p> };
    });
    const pages = await Promise.all(['ann', 'bob & co'].map((who) => compiled(SAMPLE_FRAME, null, { who })));
    await compiled(SAMPLE_FRAME, null, { who: 'cy' });
    const before = builds;
    await compiled(SAMPLE_FRAME, null, { who: 'di' });
    expect(builds).toBe(before);
    expect(pages[1]?.html).toContain('<p title="bob &amp; co">bob &amp; co</p>');
  });

  it('keeps brands apart, even one whose name holds the marks', async () => {
    const compiled = compilePage((look, _variant: null, { who }: { who: string }) => ({
      title: 'T',
      body: <p>{`${look.brand.name} ${who}`}</p>,
    }));
    for (const name of ['One', 'Two', '\uE000who\uE001']) {
      const look = { ...SAMPLE_FRAME, brand: { name, colour: '#123456' } };
      expect((await compiled(look, null, { who: 'me' })).html).toContain(`<p>${name} me</p>`);
    }
  });
});

it('escapes exactly the five characters that matter', () => {
  expect(escapeHtml(`<a href="x">'&'</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#x27;&amp;&#x27;&lt;/a&gt;');
});
