import type { StoredNotice, StoredSetup, StoredTopic } from '../../../db/queries/setup';
import type { SetupFault, SetupFile, SetupNotice, SetupSender, SetupTopic } from './parse-setup';
import { type PlannedJoinForm, planJoinForms } from './plan-join-forms';

/** One thing a setup would do. `fields` says which of its fields are new. */
export interface SetupChange {
  subject: 'sender' | 'topic' | 'notice' | 'assessment' | 'form';
  name: string;
  action: 'add' | 'change' | 'archive' | 'bring back' | 'publish version' | 'end';
  fields: string[];
}

export interface SetupPlan {
  changes: SetupChange[];
  senders: SetupSender[];
  topics: { sender: string; topic: SetupTopic; position: number }[];
  notices: { notice: SetupNotice; version: number }[];
  assessments: PlannedAssessment[];
  joinForms: PlannedJoinForm[];
  endings: { id: string; validUntil: Date }[];
  /** Stored, not archived, and not in the file: left as they are. */
  notInFile: string[];
  /** What may not be changed once people have answered to it. */
  refused: Omit<SetupFault, 'line'>[];
}

export interface PlannedAssessment {
  sender: string;
  topic: string;
  channel: string;
  purpose: string;
  balancing: string;
  validFrom: Date;
  validUntil: Date | null;
}

/** Compares a setup file with what is stored. Pure; the same file a second time plans nothing. */
export function planSetup(file: SetupFile, stored: StoredSetup): SetupPlan {
  const plan: SetupPlan = {
    changes: [],
    senders: [],
    topics: [],
    notices: [],
    assessments: [],
    joinForms: [],
    endings: [],
    notInFile: [],
    refused: [],
  };
  for (const sender of file.senders) {
    planSender(plan, sender, stored);
    for (const [position, topic] of sender.topics.entries())
      planTopic(plan, sender.slug, topic, position, stored);
  }
  for (const notice of file.notices) planNotice(plan, notice, file, stored);
  for (const assessment of file.assessments)
    for (const channel of assessment.channels) planAssessment(plan, { assessment, channel }, file, stored);
  notePlannedForms(plan, file, stored);
  plan.notInFile = leftAlone(file, stored);
  return plan;
}

function notePlannedForms(plan: SetupPlan, file: SetupFile, stored: StoredSetup): void {
  const { planned, refused } = planJoinForms(file, stored);
  plan.joinForms = planned;
  plan.refused.push(...refused.map((detail) => ({ detail })));
  for (const { form, version, fields } of planned)
    plan.changes.push({
      subject: 'form',
      name: `${form.slug} ${version}`,
      action: 'publish version',
      fields,
    });
}

function planSender(plan: SetupPlan, sender: SetupSender, stored: StoredSetup): void {
  const known = stored.senders.find((one) => one.slug === sender.slug);
  if (known !== undefined && known.kind !== sender.kind) {
    plan.refused.push({
      detail: `sender ${sender.slug} is ${known.kind} and stays so: people answered to it as that. Add a sender of another name.`,
    });
    return;
  }
  const fields = changedFields(
    { ...pickSender(sender) },
    known === undefined
      ? null
      : {
          name: known.name,
          legal_name: known.legalName,
          postal_address: known.postalAddress,
          privacy_url: known.privacyUrl,
          contact_email: known.contactEmail,
          colour: known.colour,
          archived: known.archived,
        },
  );
  if (note(plan, 'sender', sender.slug, fields, known)) plan.senders.push(sender);
}

function pickSender(sender: SetupSender): Record<string, unknown> {
  return {
    name: sender.name,
    legal_name: sender.legal_name,
    postal_address: sender.postal_address,
    privacy_url: sender.privacy_url,
    contact_email: sender.contact_email ?? null,
    colour: sender.colour ?? null,
    archived: sender.archived,
  };
}

function planTopic(
  plan: SetupPlan,
  sender: string,
  topic: SetupTopic,
  position: number,
  stored: StoredSetup,
): void {
  const known = stored.topics.find((one) => one.sender === sender && one.slug === topic.slug);
  if (known !== undefined && known.essential !== topic.essential) {
    plan.refused.push({
      detail: `topic ${sender}/${topic.slug} cannot become ${topic.essential ? 'essential' : 'marketing'}: what people said about it was about the other. Add a topic of another name.`,
    });
    return;
  }
  const dropped = (known?.frequencies ?? []).filter((one) => !topic.frequencies.includes(one));
  if (dropped.length > 0) {
    plan.refused.push({
      detail: `topic ${sender}/${topic.slug} goes on offering ${dropped.join(', ')}: people may have chosen it.`,
    });
    return;
  }
  const wanted = {
    name: topic.name,
    description: topic.description,
    channels: [...topic.channels].sort().join(),
    frequencies: [...topic.frequencies].sort().join(),
    position,
    archived: topic.archived,
  };
  const fields = changedFields(wanted, known === undefined ? null : comparableTopic(known));
  if (note(plan, 'topic', `${sender}/${topic.slug}`, fields, known))
    plan.topics.push({ sender, topic, position });
}

function comparableTopic(topic: StoredTopic): Record<string, unknown> {
  return {
    name: topic.name,
    description: topic.description,
    channels: [...topic.channels].sort().join(),
    frequencies: [...topic.frequencies].sort().join(),
    position: topic.position,
    archived: topic.archived,
  };
}

function planNotice(plan: SetupPlan, notice: SetupNotice, file: SetupFile, stored: StoredSetup): void {
  const name = `${notice.slug} (${notice.language})`;
  for (const sender of notice.senders) {
    const kind =
      file.senders.find((one) => one.slug === sender)?.kind ??
      stored.senders.find((one) => one.slug === sender)?.kind;
    if (kind === undefined) plan.refused.push({ detail: `notice ${name}: there is no sender ${sender}` });
    if (kind === 'third_party' && notice.basis !== 'consent')
      plan.refused.push({ detail: `notice ${name}: the third party ${sender} may rely on consent only` });
  }
  for (const topic of notice.topics)
    if (!hasTopic(topic, file, stored))
      plan.refused.push({ detail: `notice ${name}: there is no topic ${topic}` });
  const latest = stored.notices.find((one) => one.slug === notice.slug && one.language === notice.language);
  const fields = changedFields(
    comparableNotice(notice),
    latest === undefined ? null : comparableNotice(latest),
  );
  if (fields.length === 0) return;
  const version = (latest?.version ?? 0) + 1;
  plan.notices.push({ notice, version });
  plan.changes.push({ subject: 'notice', name: `${name} ${version}`, action: 'publish version', fields });
}

function comparableNotice(
  notice: Pick<StoredNotice, 'words' | 'basis' | 'channels' | 'senders' | 'topics'>,
): Record<string, unknown> {
  return {
    words: notice.words.trim(),
    basis: notice.basis,
    channels: [...notice.channels].sort().join(),
    senders: [...notice.senders].sort().join(),
    topics: [...notice.topics].sort().join(),
  };
}

function planAssessment(
  plan: SetupPlan,
  wanted: { assessment: SetupFile['assessments'][number]; channel: string },
  file: SetupFile,
  stored: StoredSetup,
): void {
  const { assessment, channel } = wanted;
  const name = `${assessment.sender}/${assessment.topic} by ${channel} from ${assessment.valid_from.toISOString().slice(0, 10)}`;
  if (!hasTopic(`${assessment.sender}/${assessment.topic}`, file, stored)) {
    plan.refused.push({
      detail: `assessment ${name}: there is no topic ${assessment.sender}/${assessment.topic}`,
    });
    return;
  }
  const known = stored.assessments.find(
    (one) =>
      one.sender === assessment.sender &&
      one.topic === assessment.topic &&
      one.channel === channel &&
      one.validFrom.getTime() === assessment.valid_from.getTime(),
  );
  const validUntil = assessment.valid_until ?? null;
  if (known === undefined) {
    const { sender, topic, purpose, balancing, valid_from: validFrom } = assessment;
    plan.assessments.push({ sender, topic, channel, purpose, balancing, validFrom, validUntil });
    plan.changes.push({ subject: 'assessment', name, action: 'add', fields: [] });
    return;
  }
  if (known.purpose !== assessment.purpose || known.balancing !== assessment.balancing) {
    plan.refused.push({
      detail: `assessment ${name} is on record and is not rewritten: end it with valid_until and add one with a new valid_from`,
    });
  } else if ((known.validUntil?.getTime() ?? null) !== (validUntil?.getTime() ?? null)) {
    if (validUntil === null)
      plan.refused.push({ detail: `assessment ${name} has ended; add one with a new valid_from` });
    else {
      plan.endings.push({ id: known.id, validUntil });
      plan.changes.push({ subject: 'assessment', name, action: 'end', fields: ['valid_until'] });
    }
  }
}

function hasTopic(name: string, file: SetupFile, stored: StoredSetup): boolean {
  const [sender, slug] = name.split('/');
  return (
    file.senders.some((one) => one.slug === sender && one.topics.some((topic) => topic.slug === slug)) ||
    stored.topics.some((one) => one.sender === sender && one.slug === slug)
  );
}

function changedFields(wanted: Record<string, unknown>, known: Record<string, unknown> | null): string[] {
  return Object.keys(wanted).filter((field) => known === null || known[field] !== wanted[field]);
}

/** Notes what becomes of a sender or topic; false when nothing does. */
function note(
  plan: SetupPlan,
  subject: 'sender' | 'topic',
  name: string,
  fields: string[],
  known: { archived: boolean } | undefined,
): boolean {
  if (fields.length === 0) return false;
  const turned = known !== undefined && fields.includes('archived');
  const action =
    known === undefined ? 'add' : turned ? (known.archived ? 'bring back' : 'archive') : 'change';
  plan.changes.push({ subject, name, action, fields: known === undefined ? [] : fields });
  return true;
}

function leftAlone(file: SetupFile, stored: StoredSetup): string[] {
  const senders = stored.senders
    .filter((one) => !one.archived && !file.senders.some((sender) => sender.slug === one.slug))
    .map((one) => `sender ${one.slug}`);
  const topics = stored.topics
    .filter((one) => {
      const sender = file.senders.find(({ slug }) => slug === one.sender);
      return !one.archived && sender !== undefined && !sender.topics.some((topic) => topic.slug === one.slug);
    })
    .map((one) => `topic ${one.sender}/${one.slug}`);
  const forms = stored.joinForms
    .filter((one) => !one.archived && !file.join_forms.some((form) => form.slug === one.slug))
    .map((one) => `form ${one.slug}`);
  return [...senders, ...topics, ...forms];
}
