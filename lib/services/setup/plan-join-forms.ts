import type { StoredSetup } from '../../../db/queries/setup';
import type { SetupJoinForm } from './parse-join-form';
import type { SetupFile } from './parse-setup';

/** A version of a form to publish, with the fields that are new. */
export interface PlannedJoinForm {
  form: SetupJoinForm;
  version: number;
  fields: string[];
}

/** Compares the forms of a file with those stored; `refused` are those that name what is not there or may not be. */
export function planJoinForms(
  file: SetupFile,
  stored: StoredSetup,
): { planned: PlannedJoinForm[]; refused: string[] } {
  const planned: PlannedJoinForm[] = [];
  const refused: string[] = [];
  for (const form of file.join_forms) {
    const faults = faultsOf(form, file, stored);
    refused.push(...faults.map((detail) => `form ${form.slug}: ${detail}`));
    if (faults.length > 0) continue;
    const latest = stored.joinForms.find((one) => one.slug === form.slug);
    const wanted = comparable(form);
    const known =
      latest === undefined
        ? null
        : comparable({
            ...latest,
            partners_notice: latest.partnersNotice,
            needs_choice: latest.needsChoice,
            confirm_within_days: latest.confirmWithinDays,
            similar_products: latest.similarProducts,
            allowed_origins: latest.allowedOrigins,
          });
    const fields = Object.keys(wanted).filter((field) => known === null || known[field] !== wanted[field]);
    if (fields.length > 0) planned.push({ form, version: (latest?.version ?? 0) + 1, fields });
  }
  return { planned, refused };
}

interface Comparable {
  sender: string;
  source: string;
  kind: string;
  notice: string;
  topics: readonly string[];
  channels: readonly string[];
  partners: readonly string[];
  partners_notice?: string | null | undefined;
  details: readonly string[];
  needs_choice: boolean;
  listed: boolean;
  confirm: string;
  confirm_within_days: number;
  similar_products?: string | null | undefined;
  country?: string | null | undefined;
  allowed_origins: readonly string[];
  archived: boolean;
}

/** The order of lists is the order shown, so it counts. */
function comparable(form: Comparable): Record<string, unknown> {
  return {
    sender: form.sender,
    source: form.source,
    kind: form.kind,
    notice: form.notice,
    topics: form.topics.join(),
    channels: form.channels.join(),
    partners: form.partners.join(),
    partners_notice: form.partners_notice ?? null,
    details: form.details.join(),
    needs_choice: form.needs_choice,
    listed: form.listed,
    confirm: form.confirm,
    confirm_within_days: form.confirm_within_days,
    similar_products: form.similar_products ?? null,
    country: form.country ?? null,
    allowed_origins: form.allowed_origins.join(),
    archived: form.archived,
  };
}

function faultsOf(form: SetupJoinForm, file: SetupFile, stored: StoredSetup): string[] {
  const kindOf = (slug: string) =>
    (file.senders.find((one) => one.slug === slug) ?? stored.senders.find((one) => one.slug === slug))?.kind;
  const faults: string[] = [];
  if (kindOf(form.sender) !== 'first_party') faults.push(`${form.sender} is none of our own brands`);
  for (const partner of form.partners)
    if (kindOf(partner) !== 'third_party') faults.push(`there is no third party ${partner}`);
  for (const slug of form.topics) {
    const topic =
      file.senders.find((one) => one.slug === form.sender)?.topics.find((one) => one.slug === slug) ??
      stored.topics.find((one) => one.sender === form.sender && one.slug === slug);
    if (topic === undefined) faults.push(`there is no topic ${form.sender}/${slug}`);
    else if (topic.essential) faults.push(`the topic ${slug} is essential, so nobody is asked about it`);
  }
  const basis = form.kind === 'soft_opt_in' ? 'soft_opt_in' : 'consent';
  faults.push(...noticeFaults(form.notice, basis, [form.sender], file, stored));
  if (form.partners_notice !== undefined)
    faults.push(...noticeFaults(form.partners_notice, 'consent', form.partners, file, stored));
  return faults;
}

/** A notice in English must be there for every reader, of the right basis and naming every sender. */
function noticeFaults(
  slug: string,
  basis: string,
  senders: readonly string[],
  file: SetupFile,
  stored: StoredSetup,
): string[] {
  const inEnglish = (one: { slug: string; language: string }) => one.slug === slug && one.language === 'en';
  const notice = file.notices.find(inEnglish) ?? stored.notices.find(inEnglish);
  if (notice === undefined) return [`there is no notice ${slug} in English`];
  const faults: string[] = [];
  if (notice.basis !== basis) faults.push(`the notice ${slug} is for ${notice.basis}, not ${basis}`);
  for (const sender of senders)
    if (!notice.senders.includes(sender)) faults.push(`the notice ${slug} does not name ${sender}`);
  return faults;
}
