import type { TestDatabase } from '../../db/testing/database';
import type { Context } from '../context';
import { pressButton } from '../doors/sign-in/press-button';
import { requestLink } from '../doors/sign-in/request-link';
import { typeCode } from '../doors/sign-in/type-code';
import { answerLinkRequests } from '../services/link-request/link-request.fixture';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';
import type { Side } from '../services/sign-in/subject';
import { asAsker, asVisitor } from './mount';

const APP = 'https://preferences.example.com';

/** A form sent from a page of ours. */
export function form(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Request {
  return new Request(`${APP}${path}`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(fields),
  });
}

/** A link as an operator prints it: good in any browser. */
export async function printedLink(ctx: Context, email: string, side: Side): Promise<URL> {
  const link = await mintSignInLink(ctx, { email, side, holder: 'operator' });
  if (link === null) throw new Error('no link was made');
  return new URL(link.url);
}

/** A browser: it keeps the cookies it is given and sends them back. */
export class TestBrowser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly ctx: Context,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Asks for a link by the form, and returns the answer. */
  ask(email: string, side: Side): Promise<Response> {
    return this.sent(asVisitor(this.form('/signin/request', { side, email }), this.ctx, requestLink));
  }

  /** Asks for a link and takes it out of the mail. */
  async linkFor(test: TestDatabase, email: string, side: Side): Promise<URL> {
    await this.ask(email, side);
    const linkRequestId = (await answerLinkRequests(this.ctx, test)).at(-1);
    if (linkRequestId === undefined) throw new Error('no mail was queued');
    const link = await mintSignInLink(this.ctx, { email, side, holder: { linkRequestId } });
    if (link === null) throw new Error('no link was made');
    return new URL(link.url);
  }

  press(link: URL, headers: Record<string, string> = {}): Promise<Response> {
    const request = this.form('/signin/complete', Object.fromEntries(link.searchParams), headers);
    return this.sent(asAsker(request, this.ctx, pressButton));
  }

  type(code: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.sent(
      asAsker(this.form('/signin/code', { side: 'account', code }, headers), this.ctx, typeCode),
    );
  }

  form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Request {
    return form(path, fields, { cookie: this.cookie, ...this.headers, ...headers });
  }

  private async sent(answer: Promise<Response>): Promise<Response> {
    const given = await answer;
    for (const line of given.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      if (attributes.some((one) => one.trim() === 'Max-Age=0')) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return given;
  }
}
