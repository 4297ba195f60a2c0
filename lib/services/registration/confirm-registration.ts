import type { Writer } from '../../../db/client';
import {
  lockRegistration,
  type RegistrationBody,
  type StoredRegistration,
  settleRegistration,
} from '../../../db/queries/registrations';
import type { Context } from '../../context';
import type { EvidenceBody, Instruction, PointRef, Statement } from '../../domain/consent-event';
import type { JoinYes } from '../../domain/joining';
import type { LinkClaims } from '../../domain/token';
import type { Assurance } from '../../domain/vocabulary';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { AppError } from '../../errors';
import { record } from '../ledger/record';
import { settleContact, whileSettled } from './settle-contact';

/** `gone`: it ran out, and what was typed was forgotten. `confirmed` now or before. */
export type Confirmation = 'confirmed' | 'gone';

/**
 * Confirms a registration by its mailed link: makes or finds the contact, and records what was asked for as given. At
 * the email address a consent lifts a standing no, since whoever reads its mail confirmed just these boxes; what a
 * postal address was told along is vouched for by nobody but them, and lifts nothing. Numbers wait for their code.
 */
export async function confirmRegistration(
  ctx: Context,
  claims: LinkClaims,
  evidence: EvidenceBody,
): Promise<Confirmation> {
  const inOne = async (tx: Writer): Promise<Confirmation> => {
    const held = await lockRegistration(tx, claims.contactPointId, claims.messageId);
    if (held?.confirmedAt != null) return 'confirmed';
    if (held?.body == null || held.expiresAt.getTime() <= ctx.now().getTime()) return 'gone';
    await confirm(ctx, tx, held, held.body, evidence);
    return 'confirmed';
  };
  return whileSettled(() => ctx.db.transaction(inOne));
}

async function confirm(
  ctx: Context,
  tx: Writer,
  held: StoredRegistration,
  body: RegistrationBody,
  evidence: EvidenceBody,
): Promise<void> {
  const { email, postal } = body;
  const gained = postal === null ? [email] : [email, postal];
  const contactId = await settleContact(ctx, tx, {
    body,
    language: held.language,
    gained,
    confirmed: [email],
  });
  const said = { held, body, contactId, evidence: { ...evidence, confirmed_by: 'mailed_link' } };
  await recordGiven(ctx, tx, said, email, 'confirmed');
  // Reading the mail proves nothing of a letterbox: such a yes counts, but it takes back no refusal made there.
  if (postal !== null) await recordGiven(ctx, tx, said, postal, 'asserted', postal.fullNameKey);
  const waiting =
    body.phone === null ? [] : body.answers.filter((yes) => KIND_OF_CHANNEL[yes.channel] === 'phone');
  const rest =
    waiting.length === 0
      ? null
      : { ...body, name: null, company: null, postal: null, answers: waiting, contactId };
  await settleRegistration(tx, held, ctx.now(), rest);
}

/** What was asked for and is now confirmed. */
export interface ConfirmedRequest {
  held: Pick<StoredRegistration, 'requestedAt'>;
  body: RegistrationBody;
  contactId: string | null;
  /** Of the confirmation itself. */
  evidence: EvidenceBody;
}

/** Records the yeses of a registration that fall on one contact point, if any. Throws when they may not be recorded. */
export async function recordGiven(
  ctx: Context,
  tx: Writer,
  { held, body, contactId, evidence }: ConfirmedRequest,
  point: PointRef,
  assurance: Assurance,
  fullNameKey: string | null = null,
): Promise<void> {
  const statements = body.answers
    .filter(({ channel }) => KIND_OF_CHANNEL[channel] === point.kind)
    .map((yes) => givenOf(yes));
  if (statements.length === 0) return;
  const instruction: Instruction = {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'registration_confirmed',
    actor: { kind: 'person', id: contactId },
    assurance,
    evidence: {
      ...body.evidence,
      asked_at: held.requestedAt.toISOString(),
      confirmation: evidence,
    },
    utterances: [
      {
        point,
        contactId,
        fullNameKey: fullNameKey === null ? null : Buffer.from(fullNameKey, 'hex'),
        statements,
      },
    ],
  };
  const [outcome] = await record(ctx, tx, [instruction]);
  if (outcome?.ok === false) throw new AppError('unprocessable', outcome.refusal.detail);
}

/** Not objecting is no word that could take back a no: only a consent asks to lift. */
function givenOf({ channel, senderNo, topicNo, basis, noticeId }: JoinYes): Statement {
  const lifting = basis === 'consent';
  return { act: 'given', channel, senderNo, topicNo, basis, noticeVersionId: noticeId, lifting };
}
