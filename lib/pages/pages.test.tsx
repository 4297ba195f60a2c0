import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contrast, TEXT_CONTRAST } from './brand';
import { contentSecurityPolicy } from './document';
import { PLAIN_TEXTS, type SampleTexts } from './testing/sample-texts';
import { SAMPLE_FRAME, samplePages } from './testing/samples';

/** The page that link scanners fetch in bursts is the lightest; no public page comes near its 40 KB. */
const UNSUBSCRIBE_LIMIT_BYTES = 15 * 1024;
const PAGE_LIMIT_BYTES = 20 * 1024;
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x()'> & </style></title> \u202e${'x'.repeat(20)}`;
const HOSTILE_TEXTS: SampleTexts = {
  token: HOSTILE,
  address: HOSTILE,
  sender: HOSTILE,
  topic: HOSTILE,
  typed: HOSTILE,
};
const HOSTILE_FRAME = { ...SAMPLE_FRAME, brand: { name: HOSTILE, colour: HOSTILE } };
const names = Object.keys(samplePages(SAMPLE_FRAME, PLAIN_TEXTS));

async function html(name: string, hostile = false): Promise<string> {
  const pages = hostile ? samplePages(HOSTILE_FRAME, HOSTILE_TEXTS) : samplePages(SAMPLE_FRAME, PLAIN_TEXTS);
  const page = await pages[name]?.();
  if (page === undefined) throw new Error(`no page ${name}`);
  return page.html;
}

/** The tags of a page with their attributes, its stylesheet left out. */
function tags(markup: string): string[] {
  return markup.replace(/<style>.*?<\/style>/s, '').match(/<[a-z][^>]*>/gi) ?? [];
}

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];

it('looks at every page and state', () => {
  expect(names.length).toBeGreaterThanOrEqual(27);
});

describe.each(names)('%s', (name) => {
  it('is one whole document with language, direction, title and one main part', async () => {
    const page = await html(name);
    expect(page.startsWith('<!DOCTYPE html><html lang="en" dir="ltr"><head>')).toBe(true);
    expect(page.match(/<!DOCTYPE/gi)).toHaveLength(1);
    expect(page).toMatch(/<title>[^<]+ – Northgate<\/title>/);
    expect(page.match(/<main /g)).toHaveLength(1);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('href="#main"');
    for (const path of ['/privacy', '/cookies', '/accessibility']) expect(page).toContain(`href="${path}"`);
  });

  it('is light', async () => {
    const limit = name.startsWith('unsubscribe') ? UNSUBSCRIBE_LIMIT_BYTES : PAGE_LIMIT_BYTES;
    expect(Buffer.byteLength(await html(name))).toBeLessThan(limit);
  });

  it('carries no script, style attribute, event handler or outside resource', async () => {
    for (const tag of tags(await html(name))) {
      expect(tag).not.toMatch(/^<(script|link|iframe|img|object|embed|base)\b/i);
      expect(tag).not.toMatch(/ (style|on[a-z]+|src|srcset|ping)=/i);
      expect(tag).not.toMatch(/javascript:/i);
    }
  });

  it('shows hostile text as text', async () => {
    const page = await html(name, true);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(page.match(/<\/title>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    // Every tag of the hostile page is a tag of the plain one, quote for quote.
    for (const tag of tags(page)) expect(tag.replace(/"[^"]*"/g, '').includes("'")).toBe(false);
    expect(tags(page).map((tag) => /^<[a-z0-9]+/.exec(tag)?.[0])).toEqual(
      tags(await html(name)).map((tag) => /^<[a-z0-9]+/.exec(tag)?.[0]),
    );
    expect(page).not.toMatch(/[\uE000\uE001]/);
  });

  it('labels every field, names every button, and repeats no id', async () => {
    const page = await html(name);
    const ids = tags(page).flatMap((tag) => attribute(tag, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const labelled = page.match(/<label class="pick"><input /g)?.length ?? 0;
    const fields = tags(page).filter((tag) => /^<(input|textarea)/.test(tag) && !tag.includes('"hidden"'));
    const byId = fields.filter((tag) => page.includes(`<label for="${attribute(tag, 'id')}">`));
    expect(byId.length + labelled).toBe(fields.length);
    for (const tag of tags(page)) {
      for (const id of attribute(tag, 'aria-describedby')?.split(' ') ?? []) expect(ids).toContain(id);
      const target = attribute(tag, 'href');
      if (target?.startsWith('#')) expect(ids).toContain(target.slice(1));
    }
    expect(page).not.toMatch(/<button[^>]*><\/button>/);
  });

  it('is styled by exactly the one stylesheet its policy allows', async () => {
    const rendered = await samplePages(SAMPLE_FRAME, PLAIN_TEXTS)[name]?.();
    const css = /<style>(.*?)<\/style>/s.exec(rendered?.html ?? '')?.[1] ?? '';
    const hash = `sha256-${createHash('sha256').update(css).digest('base64')}`;
    expect(rendered?.styleHash).toBe(hash);
    expect(contentSecurityPolicy(hash)).toContain(`style-src '${hash}'`);
    // A declared pair of colours in the sheet reads at WCAG AA in both schemes.
    const pairs = [...css.matchAll(/--accent:(#\w+);--on-accent:(#\w+)/g)];
    expect(pairs).toHaveLength(2);
    for (const [, accent = '', on = ''] of pairs) {
      expect(contrast(accent, on)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    }
  });
});

describe('promises of single pages', () => {
  it('ticks a box only where a yes holds, and lists every box shown', async () => {
    const page = await html('preferences-phone');
    const boxes = tags(page).filter((tag) => attribute(tag, 'type') === 'checkbox');
    const ticked = boxes.filter((tag) => tag.includes(' checked=""')).map((tag) => attribute(tag, 'value'));
    expect(ticked).toEqual(['fax.1.1', 'sms.1.2', 'automated_call.1.3', 'fax.2.5']);
    const shown = tags(page).find((tag) => attribute(tag, 'name') === 'shown') ?? '';
    expect(attribute(shown, 'value')?.split(' ')).toEqual(boxes.map((tag) => attribute(tag, 'value')));
  });

  it('offers no new yes where no notice is in sight', async () => {
    const page = await html('preferences-phone');
    const second = tags(page).flatMap((tag) =>
      /"[a-z_]+\.2\.5"/.test(tag) ? [attribute(tag, 'value')] : [],
    );
    // A yes that holds can be taken back and a default can be refused, though no notice is shown.
    expect(second).toEqual(['sms.2.5', 'fax.2.5']);
    expect(page).toContain('You cannot say yes to this here.');
  });

  it('asks one question with one button on the unsubscribe page, this topic chosen', async () => {
    const page = await html('unsubscribe-others');
    expect(page.match(/<button/g)).toHaveLength(1);
    const radios = tags(page).filter((tag) => attribute(tag, 'type') === 'radio');
    expect(radios.map((tag) => [attribute(tag, 'value'), tag.includes('checked')])).toEqual([
      ['topic', true],
      ['sender', false],
      ['all', false],
    ]);
    expect(page).toContain(`<i><bdi>second ${PLAIN_TEXTS.address}</bdi></i>`);
  });

  it('offers only wider scopes to somebody who has opted out', async () => {
    const values = (page: string) =>
      tags(page).flatMap((tag) => (attribute(tag, 'name') === 'scope' ? [attribute(tag, 'value')] : []));
    expect(values(await html('unsubscribe-done-topic'))).toEqual(['sender', 'all']);
    expect(values(await html('unsubscribe-already'))).toEqual(['all']);
    expect(values(await html('unsubscribe-done-all'))).toEqual([]);
    expect(values(await html('unsubscribe-no-topic'))).toEqual(['sender', 'all']);
  });

  it('says when what holds was said, and when it works', async () => {
    const page = await html('unsubscribe-done-topic');
    expect(page).toContain('22 November 2026, 2:05 pm (UK time)');
    expect(page).toContain('From now. An email already on its way may still arrive.');
    expect(await html('unsubscribe-already')).toContain('3 May 2026, 9:12 am (UK time)');
    expect(await html('unsubscribe-already')).not.toContain('From now');
  });

  it('never claims success while the record is away, and keeps the choice', async () => {
    const page = await html('unsubscribe-unsaved');
    expect(page).not.toMatch(/opted out|\bsaved[.:]|is saved|you have stopped/i);
    expect(page).toMatch(/value="sender"[^>]*checked|checked=""[^>]*value="sender"/);
  });

  it('keeps what was typed and leads from the summary to the field', async () => {
    const page = await html('opt-out-error');
    expect(page).toContain('role="alert"');
    expect(page).toContain('href="#address"');
    expect(page).toContain(`value="${PLAIN_TEXTS.typed}"`);
    expect(page).toMatch(/<details open=""/);
    expect(page).toMatch(/<title>Error: /);
  });
});
