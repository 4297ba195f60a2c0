import { z } from 'zod';
import type { Context } from '../../context';
import { CONTACT_POINT_KINDS, type ContactPointKind } from '../../domain/vocabulary';
import { type FormFields, firstValue, lenientForm } from '../../http/body';
import { PEER_HEADER, webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { type AddOutcome, addAddress } from '../../services/account-address/add-address';
import { askAgain } from '../../services/account-address/ask-again';
import { changeUses } from '../../services/account-address/change-uses';
import { type ConfirmOutcome, confirmAddress } from '../../services/account-address/confirm-address';
import { forgetPending } from '../../services/account-address/forget-pending';
import { makePrimary } from '../../services/account-address/make-primary';
import { removeAddress } from '../../services/account-address/remove-address';
import { type FormDraft, keepDraft } from '../../services/form-draft/keep-draft';
import { chooseLanguage } from '../choose-language';
import { type AddressFault, channelsOf, readAddressForm } from './address-form';

/** The person at the form, with the language they chose. */
export interface AddressPerson {
  contactId: string;
  locale: string | null;
}

/** What was done, and what stood in the way of a button: keys of the page's words. */
export type AddressDone =
  | 'asked'
  | 'added'
  | 'confirmed'
  | 'shared'
  | 'already'
  | 'removed'
  | 'primary'
  | 'uses'
  | 'forgotten';
export type AddressProblem = 'form' | 'lastSignIn' | 'notYours' | 'codeGone' | 'tooMany' | 'cannotText';

interface Asked {
  ctx: Context;
  person: AddressPerson;
  request: Request;
  form: FormFields;
}

const PAGE = '/account/addresses';
const pointId = z.uuid();
const contactPointKind = z.enum(CONTACT_POINT_KINDS);

/** Takes every form of the page of addresses: `do` says which. Answers 303 to the page, with what was typed kept. */
export async function changeAddresses(
  request: Request,
  ctx: Context,
  person: AddressPerson,
): Promise<Response> {
  const form = await lenientForm(request);
  const asked: Asked = { ctx, person, request, form };
  const what = firstValue(form, 'do');
  if (what === 'add') return add(asked);
  const point = pointId.safeParse(firstValue(form, 'address'));
  if (!point.success) return problem('form');
  const said = { contactId: person.contactId, pointId: point.data };
  switch (what) {
    case 'confirm':
      return confirm(asked, said);
    case 'again':
      return again(asked, said);
    case 'forget':
      await forgetPending(ctx, said);
      return done('forgotten');
    case 'primary':
      return (await makePrimary(ctx, said)) ? done('primary') : problem('notYours');
    case 'uses':
      return uses(asked, said);
    case 'remove':
      return remove(asked, said);
    default:
      return problem('form');
  }
}

async function add(asked: Asked): Promise<Response> {
  const kind = contactPointKind.safeParse(firstValue(asked.form, 'kind'));
  if (!kind.success) return problem('form');
  const read = readAddressForm(kind.data, asked.form);
  if (!read.ok) return showAgain(asked, `add-${kind.data}`, read.faults);
  const outcome = await addAddress(asked.ctx, { ...wishOf(asked), ...read });
  const fault = faultOf(outcome, kind.data);
  if (fault !== null) return showAgain(asked, `add-${kind.data}`, [fault]);
  return done(outcome.outcome === 'asked' || outcome.outcome === 'already' ? outcome.outcome : 'added');
}

/** The field an outcome finds fault with; null where the address was taken. */
function faultOf(outcome: AddOutcome, kind: ContactPointKind): { field: string; fault: AddressFault } | null {
  const field = kind === 'postal' ? 'lines' : kind;
  switch (outcome.outcome) {
    case 'asked':
    case 'added':
    case 'already':
      return null;
    case 'too_many':
      return { field, fault: 'tooMany' };
    case 'cannot_text':
      return { field, fault: 'cannotText' };
    case 'full':
      return { field, fault: 'full' };
    case 'malformed':
      if (kind !== 'postal') return { field, fault: kind };
      return outcome.problem === 'postcode' || outcome.problem === 'country'
        ? { field: outcome.problem, fault: outcome.problem }
        : { field, fault: 'lines' };
    default:
      return outcome satisfies never;
  }
}

async function confirm(asked: Asked, said: { contactId: string; pointId: string }): Promise<Response> {
  const outcome = await confirmAddress(asked.ctx, { ...said, code: firstValue(asked.form, 'code') });
  const shown = (fault: AddressFault, count?: number) =>
    showAgain(asked, 'code', [
      { field: `code-${said.pointId}`, fault, ...(count === undefined ? {} : { count }) },
    ]);
  return answerTo(outcome, shown);
}

function answerTo(
  outcome: ConfirmOutcome,
  shown: (fault: AddressFault, count?: number) => Promise<Response>,
): Promise<Response> | Response {
  switch (outcome.outcome) {
    case 'confirmed':
      return done(outcome.signsIn === false ? 'shared' : 'confirmed');
    case 'wrong':
      return shown('codeWrong', outcome.triesLeft);
    case 'malformed':
      return shown('codeMalformed');
    case 'void':
      return shown('codeVoid');
    case 'gone':
      return problem('codeGone');
    default:
      return outcome satisfies never;
  }
}

async function again(asked: Asked, said: { contactId: string; pointId: string }): Promise<Response> {
  const outcome = await askAgain(asked.ctx, { ...wishOf(asked), ...said });
  switch (outcome.outcome) {
    case 'asked':
      return done('asked');
    case 'too_many':
      return problem('tooMany');
    case 'cannot_text':
      return problem('cannotText');
    case 'gone':
      return problem('notYours');
    default:
      return outcome satisfies never;
  }
}

async function uses(asked: Asked, said: { contactId: string; pointId: string }): Promise<Response> {
  const { ctx, form, request } = asked;
  const outcome = await changeUses(ctx, {
    ...said,
    were: channelsOf(form.get('were') ?? []),
    wanted: channelsOf(form.get('use') ?? []),
    words: 'What it is used for',
    evidence: webEvidence(request),
  });
  const field = `use-${said.pointId}`;
  switch (outcome) {
    case 'changed':
      return done('uses');
    case 'none':
      return showAgain(asked, 'uses', [{ field, fault: 'uses' }]);
    case 'unconfirmed':
      return showAgain(asked, 'uses', [{ field, fault: 'usesUnconfirmed' }]);
    case 'gone':
      return problem('notYours');
    default:
      return outcome satisfies never;
  }
}

async function remove(asked: Asked, said: { contactId: string; pointId: string }): Promise<Response> {
  const evidence = webEvidence(asked.request);
  const outcome = await removeAddress(asked.ctx, { ...said, words: 'Remove this address', evidence });
  return outcome === 'removed' ? done('removed') : problem('lastSignIn');
}

function wishOf({ person, request }: Asked) {
  const language = chooseLanguage({ stored: person.locale, accept: request.headers.get('accept-language') });
  return { contactId: person.contactId, language, peer: request.headers.get(PEER_HEADER) };
}

/** Back to the page with what was typed and what is wrong with it. */
async function showAgain(
  { ctx, person, form: fields }: Asked,
  form: string,
  faults: FormDraft['faults'],
): Promise<Response> {
  const typed = Object.fromEntries([...fields].map(([name, values]) => [name, [...values]]));
  const id = await keepDraft(ctx, { contactId: person.contactId, form: 'addresses', fields: typed, faults });
  return seeOther(`${PAGE}?draft=${id}&form=${form}`);
}

function done(what: AddressDone): Response {
  return seeOther(`${PAGE}?done=${what}`);
}

function problem(what: AddressProblem): Response {
  return seeOther(`${PAGE}?problem=${what}`);
}
