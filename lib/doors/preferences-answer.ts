import type { ReadContext } from '../context';
import { pauseDays } from '../domain/pause';
import type { LinkClaims } from '../domain/token';
import { startOfDay } from '../domain/zone';
import { pageResponse } from '../http/page';
import type { Frame } from '../pages/document';
import type { PauseForm } from '../pages/preference-pause';
import { type PreferencesStatus, preferencesPage } from '../pages/preferences';
import type { ShownChoices } from '../services/link-preferences/show-choices';
import { asksNotToShare } from './gpc';
import { frameFor } from './look';
import { describeSeen, SEEN, type Seen } from './seen';

/** A link that opens the page: what it stands for, and its token as it came. */
export interface Link {
  claims: LinkClaims;
  token: string;
}

interface Answer {
  shown: ShownChoices;
  status: PreferencesStatus;
  /** HTTP status; 200 when left out. */
  code?: number;
  /** What an earlier page had shown, to be carried on where the record cannot be read. */
  seen?: Seen | null;
  /** A pause form that came back with a fault. */
  pause?: Pick<PauseForm, 'fault' | 'typed'>;
}

/** The preference page of a link. */
export async function answerPreferences(
  request: Request,
  ctx: ReadContext,
  link: Link,
  answer: Answer,
): Promise<Response> {
  const { shown, status, code = 200, seen = null, pause } = answer;
  const { linkSender, ledgers, ...props } = shown;
  const frame = frameFor(request, ctx, linkSender);
  const page = await preferencesPage(frame, {
    ...props,
    // What the page shows goes with its forms' address, so that an older page never undoes a newer no.
    token: `${link.token}?${SEEN}=${seen?.text ?? describeSeen(ledgers, shown.senders)}`,
    linkToken: link.token,
    status,
    pauseForm: pauseForm(ctx, frame, pause),
    gpc: asksNotToShare(request),
  });
  return pageResponse(page.html, { styleHash: page.styleHash, tokenInPath: true, status: code });
}

function pauseForm(ctx: ReadContext, { timeZone }: Frame, given: Answer['pause']): PauseForm {
  const { first, last } = pauseDays(timeZone, ctx.now());
  const [year = 0, month = 0, day = 0] = last.split('-').map(Number);
  const lastDay = startOfDay(timeZone, { year, month, day });
  return { first, last, lastDay, ...(given ?? { fault: null, typed: { until: '', channels: [] } }) };
}

/** What became of the form before, as the address tells. Numbers from outside only ever choose words. */
export function statusOf(url: string): PreferencesStatus {
  const told = new URL(url).searchParams;
  if (told.has('stopped')) return { state: 'stopped' };
  if (told.has('paused')) return { state: 'paused' };
  if (told.has('resumed')) return { state: 'resumed', ended: true };
  if (told.has('not_paused')) return { state: 'resumed', ended: false };
  if (!told.has('saved') && !told.has('unchanged')) return { state: 'view' };
  const count = (name: string) =>
    Math.min(Number(/^\d{1,4}$/.exec(told.get(name) ?? '')?.[0] ?? 0), COUNT_MAX);
  return {
    state: 'saved',
    changed: told.has('saved'),
    overtaken: count('overtaken'),
    unshown: count('unshown'),
  };
}

const COUNT_MAX = 999;
