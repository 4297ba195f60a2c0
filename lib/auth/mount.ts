import type { Context } from '../context';
import type { StaffTask } from '../services/staff/may-do';
import { mayDo } from '../services/staff/may-do';
import { isSameOrigin } from './same-origin';
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
  const answer = await door(request, ctx, contact);
  for (const cookie of contact.renewed) answer.headers.append('set-cookie', cookie);
  return answer;
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

/** The cookies of a request by name; of two with one name the first counts, as browsers order them. */
export function cookieJar(request: Request): {
  get(name: string): { value: string } | undefined;
  all: Record<string, string>;
} {
  const all: Record<string, string> = {};
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && all[name] === undefined) all[name] = pair.slice(at + 1).trim();
  }
  return {
    all,
    get(name) {
      const value = all[name];
      return value === undefined ? undefined : { value };
    },
  };
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
