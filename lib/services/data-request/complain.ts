import { lockHeads } from '../../../db/queries/record';
import type { Context, ReadContext } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { type Located, locate } from '../../domain/contact-point/locate';
import { requestIdOf } from '../../domain/data-request/reference';
import type { Language } from '../../domain/language';
import { resolvePoints } from '../contact-point/resolve-points';
import { withinLimits } from '../rate-limit/within-limits';
import { WORDS_MAX_CHARS } from './ask-in-words';
import { openRequest } from './open-request';

const NAME_MAX_CHARS = 200;

/** A complaint as the public form has it: by anybody, nothing proved. */
export interface PublicComplaint {
  token: string;
  name: string;
  /** Where to answer; may be empty. */
  email: string;
  words: string;
  language: Language;
  peer: string | null;
}

export type ComplaintProblem = 'words_missing' | 'words_too_long' | 'email_malformed' | 'too_many';
export type ComplaintOutcome =
  | { ok: true; reference: string; mailed: boolean }
  | { ok: false; problems: readonly ComplaintProblem[] };

/**
 * Takes a complaint about how personal data is used (UK DPA 2018 s.164A) from anybody, signed in or not. Its
 * acknowledgement leaves at once unless there is no address, or that address was written to too often: then staff
 * acknowledge it. `too_many` when one network floods the form. Nothing is disclosed, and no person is looked up.
 */
export async function complain(ctx: Context, said: PublicComplaint): Promise<ComplaintOutcome> {
  const words = said.words.trim();
  const name = said.name.trim().slice(0, NAME_MAX_CHARS);
  const email = said.email.trim();
  const located = email === '' ? null : locatedEmail(ctx, email);
  const problems: ComplaintProblem[] = [];
  if (located === 'malformed') problems.push('email_malformed');
  if (words === '') problems.push('words_missing');
  if (words.length > WORDS_MAX_CHARS) problems.push('words_too_long');
  if (problems.length > 0 || located === 'malformed') return { ok: false, problems };
  if (!(await withinLimits(ctx, { what: 'complaint_form', target: said.token, peer: said.peer })))
    return { ok: false, problems: ['too_many'] };
  const point = located === null ? null : await pointFor(ctx, located);
  const tell =
    point !== null && (await withinLimits(ctx, { what: 'complaint', target: point.id, peer: null }));
  return ctx.db.transaction(async (tx): Promise<ComplaintOutcome> => {
    if (point !== null) await lockHeads(tx, [point]);
    const asked = {
      id: requestIdOf([said.token, 'complaint', name, email, words]),
      kind: 'complaint' as const,
      way: 'form' as const,
      contactId: null,
      replyPointId: point?.id ?? null,
      name: name === '' ? null : name,
      words,
      language: said.language,
    };
    const { request } = await openRequest(ctx, tx, asked, { tell });
    return { ok: true, reference: request.reference, mailed: request.acknowledgedAt !== null };
  });
}

/** The address as it is stored, under whichever key it came first. */
async function pointFor(ctx: ReadContext, located: Located): Promise<PointRef | null> {
  const [points] = await resolvePoints(ctx.db.reader, [located], ctx.config.addressKeys, 'yes');
  return points?.[0] ?? null;
}

function locatedEmail(ctx: Context, email: string): Located | 'malformed' {
  const parsed = parseAddress({ email }, ctx.config.defaultCountry);
  return parsed.ok ? locate(parsed.address, ctx.config.addressKeys) : 'malformed';
}
