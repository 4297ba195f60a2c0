import type { Context, ReadContext } from '../context';
import { readDevice } from '../domain/device';
import { secretDigest } from '../domain/sign-in-code';
import type { StaffTask } from '../services/staff/may-do';
import { mayDo } from '../services/staff/may-do';
import { askingDigest, askingMark, newMark } from './asking-browser';
import { completeSignIn } from './auth';
import { cookieJar } from './cookie-jar';
import { isSameOrigin, isSilent } from './same-origin';
import { askingCookie, clearedAskingCookie } from './session-cookie';
import { type SignedInContact, type SignedInStaff, signedInContact, signedInStaff } from './signed-in';

type Door<Who> = (request: Request, ctx: Context, who: Who) => Promise<Response>;

/** Answers a form of the account panel: only from a page of ours, only for the person signed in. */
export async function asContact(
  request: Request,
  ctx: Context,
  door: Door<SignedInContact>,
): Promise<Response> {
  if (!isSameOrigin(request, ctx.config.appUrl)) return refuse(FOREIGN_FORM);
  const contact = await signedInContact(ctx, cookieJar(request));
  if (contact === null) return to('/signin');
  return door(request, ctx, contact);
}

/** Answers a GET of the signed-in person's own; anybody else is led to sign in. It has no way to write. */
export async function readAsContact(
  request: Request,
  ctx: Context,
  door: (request: Request, ctx: ReadContext, who: SignedInContact) => Promise<Response>,
): Promise<Response> {
  const contact = await signedInContact(ctx, cookieJar(request));
  return contact === null ? to('/signin') : door(request, ctx, contact);
}

/** Answers a form of the desk: only from a page of ours, only for staff whose role may do the task. */
export async function asStaff(
  request: Request,
  ctx: Context,
  task: StaffTask,
  door: Door<SignedInStaff>,
): Promise<Response> {
  if (!isSameOrigin(request, ctx.config.appUrl)) return refuse(FOREIGN_FORM);
  const staff = await signedInStaff(ctx, cookieJar(request));
  if (staff === null) return to('/signin/staff');
  if (!mayDo(staff.role, task)) return to('/staff?refused=role');
  return door(request, ctx, staff);
}

/** A browser in which nobody need be signed in, known again by a mark of its own. */
export interface Visitor {
  /** Under what its mark is kept. */
  browserDigest: string;
}

/**
 * Answers the form that asks for a sign-in link: only from a page of ours, or a stranger's page could ask in
 * somebody's browser for a link of the stranger's own. The browser is marked, so that the link works in it alone; one
 * that was marked keeps its mark, so that the last of several links is not the only good one.
 */
export async function asVisitor(request: Request, ctx: Context, door: Door<Visitor>): Promise<Response> {
  if (!isSameOrigin(request, ctx.config.appUrl)) return refuse(FOREIGN_FORM);
  const mark = askingMark(request, ctx.config) ?? newMark(ctx);
  const answer = await door(request, ctx, { browserDigest: secretDigest(mark) });
  answer.headers.append('set-cookie', askingCookie(ctx.config, mark));
  return answer;
}

/** A browser about to sign in: whether it is the one that asked, and the step that begins the session. */
export interface Asker {
  /** Under what its mark is kept; null when it never asked. */
  browserDigest: string | null;
  /** The form is known to be ours; if not, only the mark can tell. */
  fromOurs: boolean;
  /** Uses a link up; answers 303 to the signed-in pages with the session's cookie, or null when it was no good. */
  begin(link: { identity: string; token: string }): Promise<Response | null>;
}

/** Answers a form that signs in: only from a page of ours, or somebody could be signed in as somebody else. */
export async function asAsker(request: Request, ctx: Context, door: Door<Asker>): Promise<Response> {
  const { config } = ctx;
  const fromOurs = isSameOrigin(request, config.appUrl);
  if (!fromOurs && !isSilent(request)) return refuse(FOREIGN_FORM);
  const device = readDevice(request.headers.get('user-agent'));
  return door(request, ctx, {
    browserDigest: askingDigest(request, config),
    fromOurs,
    async begin(link) {
      const outcome = await completeSignIn(ctx, link, { cookies: cookieJar(request), device });
      if (!outcome.ok) return null;
      const answer = to(outcome.side === 'staff' ? '/staff' : '/account');
      answer.headers.append('set-cookie', outcome.cookie);
      answer.headers.append('set-cookie', clearedAskingCookie(config));
      return answer;
    },
  });
}

const FOREIGN_FORM =
  'This form did not come from a page of ours, so nothing was done. Go back and try again.';

/** A refusal in plain words. */
export function refuse(words: string, status = 403): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(words, { status, headers });
}

/** 303 to a page of ours. */
export function to(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}
