import type { Context, ReadContext } from '../context';
import type { RawAddress } from '../domain/contact-point/address';
import { isDatabaseAway } from '../errors';
import { type FormFields, firstValue, lenientForm } from '../http/body';
import { evenly } from '../http/evenly';
import { webEvidence } from '../http/evidence';
import { pageResponse } from '../http/page';
import { NO_OPT_OUT_VALUES, type OptOutProps, type OptOutValues, optOutPage } from '../pages/opt-out';
import { wordsFor } from '../pages/words/words';
import type { RecordOne } from '../services/ledger/record-together';
import { optOutByAddress } from '../services/opt-out/by-address';
import { backTo, frameFor, languageFor } from './look';
import { faultPage } from './not-found';

const EMPTY: OptOutProps = { state: 'ask', values: NO_OPT_OUT_VALUES, errors: [] };

/**
 * `/unsubscribe` without a link: type an email address, a number or a postal address and be opted out of everything at
 * once. Nothing else is asked, nothing is limited, and the answer is the same whether the address is known or not.
 */
export async function optOutDoor(request: Request, ctx: Context, recordOne: RecordOne): Promise<Response> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return show(request, ctx, new URL(request.url).searchParams.has('done') ? { state: 'done' } : EMPTY);
    case 'POST':
      return take(request, ctx, recordOne);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST' });
  }
}

async function take(request: Request, ctx: Context, recordOne: RecordOne): Promise<Response> {
  const form = await lenientForm(request);
  const values = valuesOf(form);
  const language = languageFor(request);
  const words = wordsFor(language, 'opt-out');
  const byPost = firstValue(form, 'form') === 'post';
  const field = byPost ? 'lines' : 'address';
  const again = (status: number, text: string) =>
    show(request, ctx, { state: 'ask', values, errors: [{ field, message: text }] }, status);
  const missing = byPost ? words('missingLines') : words('missingAddress');
  const address = byPost ? postalOf(values) : typedOf(values.address);
  if (address === null) return again(400, missing);
  try {
    // An address that has said something before takes one look-up more: its answer comes no later for it.
    const outcome = await evenly(() =>
      optOutByAddress(ctx, recordOne, {
        address,
        household: byPost && values.household,
        evidence: webEvidence(request),
      }),
    );
    if (outcome === null) return again(400, missing);
    if (!outcome.ok) throw new Error(`an opt-out came back refused: ${outcome.refusal.code}`);
    return backTo(request, '/unsubscribe?done');
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'an opt-out by address could not be saved');
    return again(503, wordsFor(language, 'message')('unavailable.text'));
  }
}

/** An `@` makes it an email address, a digit a number; text with neither says no address at all. */
function typedOf(text: string): RawAddress | null {
  if (/[@\uFF20\uFE6B]/.test(text)) return { email: text };
  return /\p{Nd}/u.test(text) ? { phone: text } : null;
}

/** Enough to act on is a line or a postcode; a name alone is nobody in particular. */
function postalOf(values: OptOutValues): RawAddress | null {
  const lines = values.lines.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0 && values.postcode === '') return null;
  const { name, postcode, country } = values;
  return { postal: { name, lines, postcode, ...(country === '' ? {} : { country }) } };
}

function valuesOf(form: FormFields): OptOutValues {
  return {
    address: firstValue(form, 'address'),
    name: firstValue(form, 'name'),
    lines: firstValue(form, 'lines'),
    postcode: firstValue(form, 'postcode'),
    country: firstValue(form, 'country'),
    household: firstValue(form, 'household') === 'yes',
  };
}

async function show(request: Request, ctx: ReadContext, props: OptOutProps, status = 200): Promise<Response> {
  const page = await optOutPage(frameFor(request, ctx, null), props);
  return pageResponse(page.html, { styleHash: page.styleHash, status });
}
