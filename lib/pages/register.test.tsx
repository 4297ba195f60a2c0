import { describe, expect, it } from 'vitest';
import type { JoinForm, JoinKind } from '../domain/joining';
import { directionOf, LANGUAGES } from '../domain/language';
import type { Frame, RenderedPage } from './document';
import { NO_JOIN_VALUES } from './join-details';
import { type JoinAsking, type JoinSection, joinText } from './join-text';
import { embedPage, joinedPage, joinListPage, joinPage, joinSnippet, sendAgainPage } from './register';
import { type ConfirmedAddress, confirmPage } from './register-confirm';
import { SAMPLE_FRAME } from './testing/samples';

/** What a first visit may weigh (issue 3, item 9). */
const FIRST_VISIT_BYTES = 40 * 1024;
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='x()'> & </style></title> \u202e${'x'.repeat(20)}`;
const UNTIL = new Date('2026-11-29T12:00:00Z');

function asking(kind: JoinKind, text: string): JoinAsking {
  const section = (senderNo: number, thirdParty: boolean): JoinSection => ({
    senderNo,
    thirdParty,
    ask: kind === 'soft_opt_in' && !thirdParty ? 'no' : 'yes',
    noticeId: thirdParty ? 'partners' : 'own',
    sender: { name: `${text}${senderNo}`, privacyUrl: 'https://www.example.com/privacy' },
    notice: { language: 'en', words: `${text}\n\nSecond paragraph.` },
    topics: [1, 2].map((no) => ({
      no: senderNo * 10 + no,
      name: `${text} ${no}`,
      description: no === 1 ? text : '',
      cells: (['email', 'post', 'sms'] as const).map((channel) => ({
        channel,
        senderNo,
        topicNo: senderNo * 10 + no,
      })),
    })),
  });
  const form: JoinForm = {
    slug: 'sample',
    version: 3,
    senderNo: 1,
    source: kind === 'opt_in' ? 'registration' : 'order',
    kind,
    notice: 'own',
    topicNos: [11, 12],
    channels: ['email', 'post', 'sms'],
    partnerNos: [2, 3],
    partnersNotice: 'partners',
    details: ['name', 'company', 'phone', 'postal', 'country', 'reference'],
    needsChoice: false,
    listed: true,
    confirm: 'email',
    confirmWithinDays: 7,
    similarProducts: 'boots',
    country: null,
    allowedOrigins: [],
    archived: false,
  };
  return { form, senderName: text, sections: [section(1, false), section(2, true), section(3, true)] };
}

function addresses(text: string): ConfirmedAddress[] {
  const senders = [
    { name: text, thirdParty: false, soft: true, topics: [{ name: text, channels: ['email' as const] }] },
    {
      name: `${text}2`,
      thirdParty: true,
      soft: false,
      topics: [{ name: text, channels: ['email' as const] }],
    },
  ];
  return [
    { kind: 'email', masked: text, senders },
    { kind: 'phone', masked: text, senders },
    { kind: 'postal', masked: text, senders },
    { kind: 'email', masked: `${text}3`, senders: [] },
  ].map((address, at) => ({
    ...address,
    kind: (['email', 'phone', 'postal', 'email'] as const)[at] ?? 'email',
  }));
}

/** Every page of joining in every state. */
function pagesFor(frame: Frame, text: string): Record<string, () => Promise<RenderedPage>> {
  const faults = ['email', 'name', 'phone', 'lines', 'country', 'choice'].map((field) => ({
    field,
    message: text,
  }));
  const form = (kind: JoinKind, filled = false) =>
    joinPage(frame, {
      ...asking(kind, text),
      mark: '0'.repeat(64),
      gpc: filled,
      defaultCountry: 'GB',
      values: filled
        ? { ...NO_JOIN_VALUES, email: text, lines: text, name: text, refused: true }
        : NO_JOIN_VALUES,
      errors: filled ? faults : [],
    });
  const action = '/register/confirm/token';
  const [first] = addresses(text);
  const waiting = (given: readonly ConfirmedAddress[]) =>
    confirmPage(frame, { state: 'waiting', addresses: given, until: UNTIL, action });
  const number = (texted: boolean, code = '') => ({
    masked: text,
    texted,
    code,
    errors: code === '' ? [] : [{ field: 'code', message: text }],
  });
  const confirmed = (step: ReturnType<typeof number> | null) =>
    confirmPage(frame, { state: 'confirmed', preferencesPath: '/preferences/token', number: step, action });
  return {
    'the form': () => form('opt_in'),
    'the form with faults': () => form('opt_in', true),
    'the soft form': () => form('soft_opt_in'),
    'the soft form with faults': () => form('soft_opt_in', true),
    'the list': () => joinListPage(frame, [{ slug: 'a', source: 'enquiry', senderName: text }]),
    'the empty list': () => joinListPage(frame, []),
    sent: () => joinedPage(frame, { state: 'sent', days: 1 }),
    refused: () => joinedPage(frame, { state: 'refused' }),
    closed: () => joinedPage(frame, { state: 'closed' }),
    away: () => sendAgainPage(frame, { action: '/register/a', fields: [{ name: 'lines', value: text }] }),
    embed: () => embedPage(frame, { title: text, snippet: text, origins: [text] }),
    'embed nowhere': () => embedPage(frame, { title: text, snippet: text, origins: [] }),
    waiting: () => waiting(addresses(text).slice(0, 3)),
    'waiting for nothing': () => waiting(first === undefined ? [] : [{ ...first, senders: [] }]),
    gone: () => confirmPage(frame, { state: 'gone', action }),
    confirmed: () => confirmed(null),
    'number to text': () => confirmed(number(false)),
    'number texted': () => confirmed(number(true)),
    'number with a wrong code': () => confirmed(number(true, text)),
    'number that could not be texted': () =>
      confirmed({ ...number(false), errors: [{ field: 'code', message: text }] }),
  };
}

const tags = (markup: string) => markup.replace(/<style>.*?<\/style>/s, '').match(/<[a-z][^>]*>/gi) ?? [];
const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
const names = Object.keys(pagesFor(SAMPLE_FRAME, 'Offers'));
const htmlOf = async (name: string, frame: Frame, text: string) =>
  (await pagesFor(frame, text)[name]?.())?.html ?? '';

describe.each(names)('%s', (name) => {
  it('is a whole page in every language, within the weight of a first visit', async () => {
    for (const language of LANGUAGES) {
      const html = await htmlOf(name, { ...SAMPLE_FRAME, language }, 'Offers');
      expect(html.startsWith(`<!DOCTYPE html><html lang="${language}" dir="${directionOf(language)}">`)).toBe(
        true,
      );
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(Buffer.byteLength(html)).toBeLessThan(FIRST_VISIT_BYTES);
    }
  });

  it('shows hostile text as text, and ticks and runs nothing of its own', async () => {
    const html = await htmlOf(name, SAMPLE_FRAME, HOSTILE);
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    const shape = (markup: string) => tags(markup).map((tag) => /^<[a-z0-9]+/.exec(tag)?.[0]);
    const plain = await htmlOf(name, SAMPLE_FRAME, 'Offers');
    expect(shape(html)).toEqual(shape(plain));
    for (const tag of tags(plain)) expect(tag).not.toMatch(/ (style|on[a-z]+|src)=/i);
  });

  it('labels every field, leads every fault to its field, and repeats no id', async () => {
    const html = await htmlOf(name, SAMPLE_FRAME, 'Offers');
    const ids = tags(html).flatMap((tag) => attribute(tag, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const picks = html.match(/<label class="pick"><input /g)?.length ?? 0;
    const fields = tags(html).filter(
      (tag) => /^<(input|textarea|select)/.test(tag) && !tag.includes('"hidden"'),
    );
    const byId = fields.filter((tag) => html.includes(`<label for="${attribute(tag, 'id')}">`));
    expect(byId.length + picks).toBe(fields.length);
    for (const tag of tags(html)) {
      for (const id of attribute(tag, 'aria-describedby')?.split(' ') ?? []) expect(ids).toContain(id);
      const target = attribute(tag, 'href');
      if (target?.startsWith('#')) expect(ids).toContain(target.slice(1));
    }
  });
});

describe('the words kept of a form', () => {
  it.each(LANGUAGES)('are those beside its boxes on the page and in the snippet, in %s', async (language) => {
    for (const kind of ['opt_in', 'soft_opt_in'] as const) {
      const asked = asking(kind, 'Offers');
      const props = { ...asked, language, mark: '0', gpc: false, defaultCountry: 'GB' };
      const snippet = await joinSnippet(props, 'https://preferences.example.com/register/sample');
      const page = await htmlOf(
        kind === 'opt_in' ? 'the form' : 'the soft form',
        { ...SAMPLE_FRAME, language },
        'Offers',
      );
      const text = (markup: string) =>
        markup
          .replace(/<[^>]*>/g, '\n')
          .replaceAll('&#x27;', "'")
          .replaceAll('&amp;', '&');
      const lines = joinText(language, asked)
        .split('\n')
        .flatMap((line) => line.replace(/^\[ \] /, '').split(/: (?=https:)/)[0] ?? [])
        .filter((line) => line !== '' && !/^Offers \d: Offers$/.test(line));
      for (const line of lines)
        for (const sentence of line.split(/(?<=[.!؟])\s+(?=\S)/u).map((one) => one.replace(/\.$/, ''))) {
          expect(text(page)).toContain(sentence);
          expect(text(snippet)).toContain(sentence);
        }
      expect(snippet).not.toContain('checked=""');
    }
  });
});
