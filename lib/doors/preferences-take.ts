import type { Context, ReadContext } from '../context';
import type { EvidenceBody } from '../domain/consent-event';
import { isDatabaseAway } from '../errors';
import { type FormFields, firstValue, lenientForm } from '../http/body';
import { webEvidence } from '../http/evidence';
import type { RecordOne } from '../services/ledger/record-together';
import { recallChoices } from '../services/link-preferences/recall-choices';
import { saveByLink } from '../services/link-preferences/save-by-link';
import { showChoices } from '../services/link-preferences/show-choices';
import { optOutByLink } from '../services/opt-out/by-link';
import { pauseByLink } from '../services/pause/pause-by-link';
import { resumeByLink } from '../services/pause/resume-by-link';
import { readFrequencies } from './frequency-form';
import { asksNotToShare } from './gpc';
import { backTo, frameFor, languageFor } from './look';
import { faultPage } from './not-found';
import { readPausedChannels, readResumedChannel } from './pause-form';
import { answerPreferences, type Link } from './preferences-answer';
import { type ChoicesForm, readChoicesForm } from './preferences-form';
import { SEEN } from './seen';

interface Taken {
  request: Request;
  ctx: Context;
  link: Link;
  fields: FormFields;
  form: ChoicesForm;
  evidence: EvidenceBody;
}

/** Takes one of the preference page's forms: `do=save`, `do=stop`, `do=pause` or `do=resume`. */
export async function takePreferences(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  link: Link,
): Promise<Response> {
  const fields = await lenientForm(request);
  const evidence = webEvidence(request);
  if (asksNotToShare(request)) evidence.gpc = true;
  const form = readChoicesForm(fields, new URL(request.url).searchParams.get(SEEN));
  const taken = { request, ctx, link, fields, form, evidence };
  const what = firstValue(fields, 'do');
  try {
    if (what === 'stop') return await stop(taken, recordOne);
    if (what === 'pause') return await pause(taken);
    if (what === 'resume') return await resume(taken);
    if (what !== 'save' || !form.readable) return await unreadable(taken);
    return await save(taken);
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'choices could not be saved');
    return unsaved(taken, what === 'pause');
  }
}

async function stop({ request, ctx, link, evidence }: Taken, recordOne: RecordOne): Promise<Response> {
  const outcome = await optOutByLink(ctx, recordOne, {
    claims: link.claims,
    scope: 'all',
    door: 'preference_page',
    evidence,
  });
  if (!outcome.ok) throw new Error(`an opt-out came back refused: ${outcome.refusal.code}`);
  return backTo(request, `/preferences/${link.token}?stopped`);
}

async function save(taken: Taken): Promise<Response> {
  const { request, ctx, link, fields, form, evidence } = taken;
  const saved = await saveByLink(ctx, {
    claims: link.claims,
    ...form.said,
    frequencies: readFrequencies(fields),
    seen: form.seen === null ? null : { ledgers: form.seen.ledgers, yes: form.seen.yes },
    language: languageFor(request),
    evidence,
  });
  // Nothing else was said: the page comes back with the ticks, and with the words they need.
  if (!saved.changed && saved.unshown > 0 && saved.overtaken === 0) return unreadable(taken);
  const told = new URLSearchParams();
  if (saved.overtaken > 0) told.set('overtaken', String(saved.overtaken));
  if (saved.unshown > 0) told.set('unshown', String(saved.unshown));
  const more = told.size === 0 ? '' : `&${told}`;
  return backTo(request, `/preferences/${link.token}?${saved.changed ? 'saved' : 'unchanged'}${more}`);
}

async function pause({ request, ctx, link, fields, evidence }: Taken): Promise<Response> {
  const typed = { until: firstValue(fields, 'until'), channels: readPausedChannels(fields) };
  const { timeZone, language } = frameFor(request, ctx, null);
  const outcome = await pauseByLink(ctx, { claims: link.claims, ...typed, zone: timeZone, evidence });
  if (outcome.ok) return backTo(request, `/preferences/${link.token}?paused`);
  return answerPreferences(request, ctx, link, {
    shown: await showChoices(ctx, link.claims, language),
    status: { state: 'pause_error', unsaved: false },
    pause: { fault: outcome.fault, typed },
    code: 400,
  });
}

async function resume(taken: Taken): Promise<Response> {
  const { request, ctx, link, fields, evidence } = taken;
  const channel = readResumedChannel(fields);
  if (channel === null) return unreadable(taken);
  const ended = await resumeByLink(ctx, { claims: link.claims, channel, evidence });
  return backTo(request, `/preferences/${link.token}?${ended ? 'resumed' : 'not_paused'}`);
}

/** Part of the form cannot be read: nothing was changed, the page comes back as it stands now with the ticks kept. */
async function unreadable({ request, ctx, link, form }: Taken): Promise<Response> {
  return answerPreferences(request, ctx, link, {
    shown: await showChoices(ctx, link.claims, languageFor(request)),
    status: { state: 'error', error: 'boxes', kept: form.kept },
    code: 400,
  });
}

/** The record is away: the boxes as the page had shown them, with what was typed kept for the next try. */
async function unsaved(taken: Taken, pausing: boolean): Promise<Response> {
  const { request, link, fields, form } = taken;
  const ctx: ReadContext = taken.ctx;
  const shown = await recallChoices(ctx, link.claims, languageFor(request), form);
  if (shown === null) return faultPage(request, ctx, 'unavailable', { tokenInPath: true });
  const typed = { until: firstValue(fields, 'until'), channels: readPausedChannels(fields) };
  return answerPreferences(request, ctx, link, {
    shown,
    status: pausing
      ? { state: 'pause_error', unsaved: true }
      : { state: 'error', error: 'unsaved', kept: form.kept },
    code: 503,
    seen: form.seen,
    ...(pausing ? { pause: { fault: null, typed } } : {}),
  });
}
