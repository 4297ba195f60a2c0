import type { RawAddress } from '../domain/contact-point/address';
import type { LinkUse } from '../domain/token';
import { ledgerOf, linkFor, pointIdOf, type TestSite, testSite } from './doors.fixture';

/** The page's form of choices: where it posts, and the fields an untouched one would send. */
export interface Form {
  action: string;
  fields: [string, string][];
}

export interface PreferenceSite extends TestSite {
  later(minutes: number): void;
  pathTo(address: RawAddress, use?: LinkUse): string;
  events(address: RawAddress): ReturnType<typeof ledgerOf>;
  /** The names of the boxes for the brand's two topics by email. */
  offers: string;
  news: string;
  /** The page's form of choices as a browser would send it, untouched. */
  formOn(path: string, headers?: Record<string, string>): Promise<Form>;
  /** Opens the page of an address, changes its form, and sends it. */
  save(address: RawAddress, change: (form: Form) => [string, string][]): Promise<Response>;
}

/** All public doors, with what a test of the preference page asks of them. */
export async function preferenceSite(): Promise<PreferenceSite> {
  const site = await testSite();
  const { ctx, words } = site;
  const pathTo = (address: RawAddress, use: LinkUse = 'preferences') =>
    `/preferences/${linkFor(ctx, address, { topicNo: words.offers, use })}`;
  const formOn = async (path: string, headers: Record<string, string> = {}) =>
    formIn(await (await site.ask(path, { headers })).text());
  return {
    ...site,
    pathTo,
    formOn,
    later(minutes) {
      ctx.clock.now = new Date(ctx.clock.now.getTime() + minutes * 60_000);
    },
    events: (address) => ledgerOf(site, pointIdOf(ctx, address)),
    offers: box('email', words.brand, words.offers),
    news: box('email', words.brand, words.news),
    async save(address, change) {
      const form = await formOn(pathTo(address));
      return site.post(form.action, change(form));
    },
  };
}

export const box = (channel: string, senderNo: number, topicNo: number) =>
  `${channel}.${senderNo}.${topicNo}`;

export function formIn(html: string): Form {
  const form = /<form[^>]*id="choices"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const action = (/action="([^"]+)"/.exec(form)?.[1] ?? '').replaceAll('&amp;', '&');
  const fields = [...form.matchAll(/<input([^>]*)>/g)].flatMap(([, input = '']): [string, string][] => {
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? '';
    if (value('type') === 'checkbox' && !/ checked/.test(input)) return [];
    return [[value('name'), value('value')]];
  });
  return { action, fields };
}

export const ticking = (form: Form, ...boxes: string[]) => [
  ...form.fields,
  ...boxes.map((value): [string, string] => ['choice', value]),
];

export const unticking = (form: Form, ...boxes: string[]) =>
  form.fields.filter(([, value]) => !boxes.includes(value));
