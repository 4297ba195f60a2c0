import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requireContact } from '../../../../../lib/auth/require';
import { heldContext } from '../../../../../lib/context';
import { ASK_PAGES, type AskFault, type AskPage } from '../../../../../lib/doors/account/my-data-forms';
import { wordsFor } from '../../../../../lib/pages/words/words';
import { WORDS_MAX_CHARS } from '../../../../../lib/services/data-request/ask-in-words';
import { readDraft } from '../../../../../lib/services/form-draft/read-draft';
import { pageLanguage } from '../../../../page-language';
import { type Fault, FaultSummary } from '../../../fields';
import { AskErasure } from './ask-erasure';
import { AskComplaint, AskCorrection, AskObjection, type AskProps, AskRestriction } from './ask-in-words';

type Params = Promise<{ kind: string }>;
type Query = Promise<{ draft?: string }>;

interface PageProps {
  params: Params;
  searchParams: Query;
}

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const kind = pageOf((await params).kind);
  if (kind === null) return {};
  const language = await pageLanguage();
  const title = wordsFor(language, 'my-data')(`ask.${kind}.title`);
  const faulty = (await searchParams).draft !== undefined;
  return { title: faulty ? wordsFor(language, 'form')('errorTitle', { title }) : title };
}

const FORMS: Record<AskPage, (props: AskProps) => ReactNode | Promise<ReactNode>> = {
  correction: AskCorrection,
  restriction: AskRestriction,
  objection: AskObjection,
  erasure: AskErasure,
  complaint: AskComplaint,
};

export default async function AskPageForKind({ params, searchParams }: PageProps) {
  const ctx = heldContext();
  const { contactId } = await requireContact();
  const kind = pageOf((await params).kind);
  if (kind === null) return notFound();
  const language = await pageLanguage();
  const words = wordsFor(language, 'my-data');
  const { draft: id } = await searchParams;
  const draft = await readDraft(ctx, { id, contactId, form: `my-data-${kind}` });
  const faults = (draft?.faults ?? []).map(({ field, fault }): Fault => {
    const problem = fault as AskFault;
    const most = { most: WORDS_MAX_CHARS };
    const message =
      problem === 'words_too_long' ? words(`ask.fault.${problem}`, most) : words(`ask.fault.${problem}`);
    return { field, message };
  });
  const Form = FORMS[kind];
  return (
    <>
      <p>
        <a href="/account/my-data">{words('ask.back')}</a>
      </p>
      <h1>{words(`ask.${kind}.title`)}</h1>
      <FaultSummary language={language} faults={faults} />
      <Form
        language={language}
        faults={faults}
        typed={draft?.fields.words?.[0] ?? ''}
        token={ctx.newId()}
        contactId={contactId}
      />
    </>
  );
}

function pageOf(kind: string): AskPage | null {
  return ASK_PAGES.find((one) => one === kind) ?? null;
}
