import { createHash } from 'node:crypto';
import type { EvidenceBody } from '../../domain/consent-event';
import { boxOf, type JoinAnswers, SALE_OF } from '../../domain/joining';
import type { ReadDetails } from './read-details';
import type { SentForm } from './sent-form';

/**
 * What proves a form: which version of it, the exact words rendered with their digest, the notice versions, what was
 * ticked, and for a soft opt-in every limb of PECR reg 22(3).
 */
export function askedEvidence(sent: SentForm, details: ReadDetails, answers: JoinAnswers): EvidenceBody {
  const { form, sections } = sent.shown;
  const body: EvidenceBody = {
    page: `/register/${form.slug}`,
    ...sent.evidence,
    form: form.slug,
    form_version: form.version,
    source: form.source,
    language: sent.language,
    notices: sections.map(({ noticeId }) => noticeId),
    ticked: answers.yes.filter(({ basis }) => basis === 'consent').map(boxOf),
  };
  if (sent.words !== null) {
    body.words = sent.words;
    body.words_sha256 = createHash('sha256').update(sent.words, 'utf8').digest('hex');
  }
  if (sections.some(({ ask }) => ask === 'no')) body.refused = sent.refused;
  if (answers.yes.some(({ basis }) => basis === 'soft_opt_in')) body.soft_opt_in = limbsOf(sent, details);
  return body;
}

/** PECR reg 22(3): (a) got in a sale or its negotiation, by this sender; (b) similar products; (c) a refusal offered. */
function limbsOf({ shown: { form, sender } }: SentForm, details: ReadDetails): EvidenceBody {
  return {
    obtained_in: SALE_OF[form.source] ?? '',
    reference: details.reference ?? `form ${form.slug}, version ${form.version}`,
    similar_products: form.similarProducts ?? '',
    refusal_offered: 'a box beside the form, free of charge, left unticked',
    refusal_in_every_message: true,
    collected_by: sender.slug,
  };
}
