import { z } from 'zod';
import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { askErasure } from '../../services/data-request/ask-erasure';
import { type AskOutcome, askInWords } from '../../services/data-request/ask-in-words';
import { liftRestriction } from '../../services/data-request/lift-restriction';
import { objectToMarketing } from '../../services/data-request/object-to-marketing';
import { restrictUse } from '../../services/data-request/restrict-use';
import { withdrawRequest } from '../../services/data-request/withdraw-request';
import { keepDraft } from '../../services/form-draft/keep-draft';

const PAGE = '/account/my-data';

/** The pages on which something can be asked for, by the last part of their path. */
export const ASK_PAGES = ['correction', 'restriction', 'objection', 'erasure', 'complaint'] as const;
export type AskPage = (typeof ASK_PAGES)[number];

/** What is wrong with such a form, by the key of its words in the namespace `my-data`. */
export type AskFault = Extract<AskOutcome, { ok: false }>['problem'] | 'confirm_missing';

const asked = z.enum([
  'correction',
  'restriction',
  'marketing_objection',
  'objection',
  'erasure',
  'complaint',
]);

interface Person {
  contactId: string;
}

/** Takes a form by which somebody asks about their own data: 303 to what became of it. */
export async function askAboutMyData(request: Request, ctx: Context, person: Person): Promise<Response> {
  const form = await lenientForm(request);
  const parsed = asked.safeParse(firstValue(form, 'kind'));
  if (!parsed.success) return seeOther(PAGE);
  const kind = parsed.data;
  const { contactId } = person;
  const words = firstValue(form, 'words');
  const token = firstValue(form, 'token').slice(0, 100);
  const evidence = webEvidence(request);
  switch (kind) {
    case 'correction':
    case 'objection':
    case 'complaint': {
      const outcome = await askInWords(ctx, { contactId, token, kind, words });
      return outcome.ok
        ? seeOther(`${PAGE}?did=${kind}`)
        : showAgain(ctx, contactId, kind, words, outcome.problem);
    }
    case 'marketing_objection':
      await objectToMarketing(ctx, { contactId, token, evidence });
      return seeOther(`${PAGE}?did=marketing_objection`);
    case 'restriction':
      await restrictUse(ctx, { contactId, words, evidence });
      return seeOther(`${PAGE}?did=restriction`);
    case 'erasure':
      if (firstValue(form, 'confirm') === '')
        return showAgain(ctx, contactId, 'erasure', '', 'confirm_missing');
      await askErasure(ctx, { contactId, evidence });
      return seeOther(`${PAGE}?did=erasure`);
    default:
      return kind satisfies never;
  }
}

async function showAgain(
  ctx: Context,
  contactId: string,
  page: AskPage,
  words: string,
  fault: AskFault,
): Promise<Response> {
  const field = fault === 'confirm_missing' ? 'confirm' : 'words';
  const draft = {
    contactId,
    form: `my-data-${page}`,
    fields: { words: [words] },
    faults: [{ field, fault }],
  };
  return seeOther(`${PAGE}/ask/${page}?draft=${await keepDraft(ctx, draft)}`);
}

/** Takes a request back. */
export async function takeBack(request: Request, ctx: Context, { contactId }: Person): Promise<Response> {
  const form = await lenientForm(request);
  const id = z.uuid().safeParse(firstValue(form, 'request'));
  if (!id.success) return seeOther(PAGE);
  const evidence = webEvidence(request);
  const outcome = await withdrawRequest(ctx, { contactId, requestId: id.data, evidence });
  return seeOther(`${PAGE}?did=${outcome.ok ? 'withdrawn' : 'closed'}`);
}

/** Ends a restriction at the person's own wish. */
export async function lift(request: Request, ctx: Context, { contactId }: Person): Promise<Response> {
  const outcome = await liftRestriction(ctx, { contactId, evidence: webEvidence(request) });
  return seeOther(outcome.ok ? `${PAGE}?did=lifted` : PAGE);
}
