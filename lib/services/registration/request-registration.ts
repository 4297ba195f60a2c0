import { createHash } from 'node:crypto';
import type { Writer } from '../../../db/client';
import { rememberPoints } from '../../../db/queries/contact';
import { lockHeads } from '../../../db/queries/record';
import {
  insertRegistration,
  mailRegistrationAgain,
  type RegistrationBody,
  waitingRegistration,
} from '../../../db/queries/registrations';
import type { Context } from '../../context';
import type { EvidenceBody, PointRef } from '../../domain/consent-event';
import type { Located } from '../../domain/contact-point/locate';
import { boxOf, type JoinAnswers, type JoinYes, kindsOf, readAnswers } from '../../domain/joining';
import { type ContactPointKind, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { resolvePoints } from '../contact-point/resolve-points';
import { runOnce } from '../idempotency/run-once';
import { record } from '../ledger/record';
import { queueEssential } from '../message/queue-essential';
import { withinLimits } from '../rate-limit/within-limits';
import { askedEvidence } from './asked-evidence';
import { type DetailFault, type ReadDetails, readDetails, type TypedDetails } from './read-details';
import { recordRefusals } from './record-refusals';
import { recordSoftOptIn } from './record-soft-opt-in';
import type { SentForm } from './sent-form';

/**
 * `asked`: a mail is on its way, as far as anybody outside can tell. `refused`: nothing but a no was said.
 * `recorded`: a soft opt-in that its form confirms by nothing more. `faulty` and `unshown` recorded no yes.
 */
export type RegistrationOutcome =
  | { outcome: 'asked' | 'recorded'; replayed: boolean }
  | { outcome: 'refused' | 'unshown' }
  | { outcome: 'faulty'; faults: readonly DetailFault[] };

/** The same form sent again within this time is the same sending. */
const SAME_SENDING_MS = 2 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * Takes a filled-in form. A no is recorded at once, whatever else is wrong. Everything else waits, noted in the ledger
 * as `requested`, until the mailed link is confirmed; whether the address is known changes nothing of what is done.
 */
export async function requestRegistration(ctx: Context, sent: SentForm): Promise<RegistrationOutcome> {
  const { form } = sent.shown;
  const { answers, details } = readForm(ctx, sent);
  const evidence = askedEvidence(sent, details, answers);
  const { email, phone } = sent.typed;
  const said = { email, phone, country: details.country, cells: answers.no, actor: sent.actor, evidence };
  const refused = answers.no.length > 0 && (await recordRefusals(ctx, said));
  const faults = [...details.faults];
  if (form.needsChoice && answers.yes.length === 0 && !refused)
    faults.push({ field: 'choice', problem: 'missing' });
  if (faults.length > 0 || details.email === null) return { outcome: 'faulty', faults };
  if (refused && answers.yes.length === 0) return { outcome: 'refused' };
  if (sent.words === null || sent.shown.archived) return { outcome: 'unshown' };
  if (form.confirm === 'none' && sent.byCompany)
    return once(ctx, sent, 'recorded', (tx) =>
      recordSoftOptIn(ctx, tx, { details, answers, evidence, actor: sent.actor }),
    );
  const [target = ''] = details.email.ids;
  if (!(await withinLimits(ctx, { what: 'registration', target, peer: sent.peer })))
    return { outcome: 'asked', replayed: false };
  const body = await bodyOf(ctx, details, details.email, answers, evidence);
  return once(ctx, sent, 'asked', (tx) => holdRegistration(ctx, tx, sent, body));
}

/** In one transaction, and where the request has a key, at most once under it. */
async function once(
  ctx: Context,
  { repeatable }: SentForm,
  outcome: 'asked' | 'recorded',
  work: (tx: Writer) => Promise<void>,
): Promise<RegistrationOutcome> {
  const { replayed } = await runOnce(ctx, repeatable, async (tx) => {
    await work(tx);
    return { status: 201, body: JSON.stringify({ outcome }) };
  });
  return { outcome, replayed };
}

function readForm(ctx: Context, sent: SentForm): { answers: JoinAnswers; details: ReadDetails } {
  const { offer, form } = sent.shown;
  const read = (typed: TypedDetails) => {
    const reachable = new Set<ContactPointKind>(typed.phone.trim() === '' ? ['email'] : ['email', 'phone']);
    return readAnswers(offer, { ticked: sent.ticked, refused: sent.refused, reachable });
  };
  // What the form does not ask for is not read from what was sent.
  const asks = (detail: (typeof form.details)[number], value: string) =>
    form.details.includes(detail) ? value : '';
  const typed: TypedDetails = {
    email: sent.typed.email,
    name: asks('name', sent.typed.name),
    company: asks('company', sent.typed.company),
    phone: asks('phone', sent.typed.phone),
    lines: asks('postal', sent.typed.lines),
    postcode: asks('postal', sent.typed.postcode),
    country: asks('country', sent.typed.country),
    reference: asks('reference', sent.typed.reference),
  };
  const answers = read(typed);
  return { answers, details: readDetails(ctx, form, typed, kindsOf(answers.yes)) };
}

async function bodyOf(
  ctx: Context,
  details: ReadDetails,
  email: Located,
  answers: JoinAnswers,
  evidence: EvidenceBody,
): Promise<RegistrationBody> {
  // A number is of use for what it was given for alone, once it is confirmed.
  const phone = kindsOf(answers.yes).has('phone') ? details.phone : null;
  const point = async (located: Located | null) => {
    if (located === null) return null;
    const [[ref] = []] = await resolvePoints(ctx.db.reader, [located], ctx.config.addressKeys, 'yes');
    return ref ?? null;
  };
  const [emailRef, phoneRef, postalRef] = [
    await point(email),
    await point(phone),
    await point(details.postal),
  ];
  if (emailRef === null) throw new Error('an email address without identity');
  return {
    name: details.name,
    company: details.company,
    country: details.country,
    email: emailRef,
    phone: phoneRef,
    postal:
      postalRef === null
        ? null
        : { ...postalRef, fullNameKey: details.postal?.fullNameKey?.toString('hex') ?? null },
    answers: answers.yes,
    evidence,
  };
}

async function holdRegistration(
  ctx: Context,
  tx: Writer,
  { shown: { form }, language, actor }: SentForm,
  body: RegistrationBody,
): Promise<void> {
  const now = ctx.now();
  const points = pointsOf(body);
  await lockHeads(tx, points);
  await rememberPoints(tx, points);
  const contactPointId = body.email.id;
  const requestDigest = digestOf(form.slug, form.version, language, body);
  const waiting = await waitingRegistration(tx, contactPointId, requestDigest, now);
  if (waiting !== null && now.getTime() - waiting.mailedAt.getTime() < SAME_SENDING_MS) return;
  const messageId = await queueEssential(ctx, tx, {
    kind: 'registration_confirm',
    contactPointId,
    contactId: null,
    senderNo: form.senderNo,
  });
  if (waiting !== null) {
    await mailRegistrationAgain(tx, { contactPointId, id: waiting.id }, messageId, now);
    return;
  }
  const id = ctx.newId();
  await insertRegistration(tx, {
    contactPointId,
    id,
    formSlug: form.slug,
    formVersion: form.version,
    language,
    pointIds: points.map((point) => point.id),
    requestDigest,
    messageId,
    body,
    now,
    expiresAt: new Date(now.getTime() + form.confirmWithinDays * DAY_MS),
  });
  const utterances = points.flatMap((point) => {
    const cells = body.answers.filter(({ channel }) => KIND_OF_CHANNEL[channel] === point.kind);
    return cells.length === 0 ? [] : [{ point, contactId: null, statements: cells.map(requestOf) }];
  });
  if (utterances.length === 0) return;
  const { evidence } = body;
  await record(ctx, tx, [
    { id, saidAt: now, door: 'registration', actor, assurance: 'none', evidence, utterances },
  ]);
}

function requestOf({ channel, senderNo, topicNo, basis, noticeId }: JoinYes) {
  return { act: 'requested', channel, senderNo, topicNo, basis, noticeVersionId: noticeId } as const;
}

/** The contact points a registration names, in the order they are locked in. */
function pointsOf({ email, phone, postal }: RegistrationBody): PointRef[] {
  return [email, phone, postal]
    .filter((point) => point !== null)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What makes two sendings the same: the form, the details and the answers; not from where or when they came. */
function digestOf(slug: string, version: number, language: string, body: RegistrationBody): Buffer {
  const { name, company, country, email, phone, postal, answers } = body;
  const said = [slug, version, language, name, company, country, email.id, phone?.id, postal?.typed];
  return createHash('sha256')
    .update(JSON.stringify([said, answers.map((yes) => [boxOf(yes), yes.noticeId])]))
    .digest();
}
