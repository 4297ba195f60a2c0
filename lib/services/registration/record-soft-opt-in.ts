import type { Writer } from '../../../db/client';
import { contactOfEmail } from '../../../db/queries/sign-in';
import type { Context } from '../../context';
import type { Actor, EvidenceBody } from '../../domain/consent-event';
import type { JoinAnswers, JoinYes } from '../../domain/joining';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { AppError } from '../../errors';
import { resolvePoints } from '../contact-point/resolve-points';
import { record } from '../ledger/record';
import type { ReadDetails } from './read-details';

/**
 * Records a soft opt-in that a company took in a sale of its own and vouches for with its key. It lifts nothing, and
 * makes nobody a contact. Throws AppError `unprocessable` when it may not be recorded.
 */
export async function recordSoftOptIn(
  ctx: Context,
  tx: Writer,
  said: { details: ReadDetails; answers: JoinAnswers; evidence: EvidenceBody; actor: Actor },
): Promise<void> {
  const given = [said.details.email, said.details.phone].filter((one) => one !== null);
  const points = await resolvePoints(ctx.db.reader, given, ctx.config.addressKeys, 'yes');
  const contact = await contactOfEmail(tx, said.details.email?.ids ?? []);
  const utterances = points.flat().flatMap((point) => {
    const cells = said.answers.yes.filter(({ channel }) => KIND_OF_CHANNEL[channel] === point.kind);
    if (cells.length === 0) return [];
    return [{ point, contactId: contact?.id ?? null, statements: cells.map(softYes) }];
  });
  const instruction = {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'registration',
    actor: said.actor,
    assurance: 'asserted',
    evidence: said.evidence,
    utterances,
  } as const;
  const [outcome] = await record(ctx, tx, [instruction]);
  if (outcome?.ok === false) throw new AppError('unprocessable', outcome.refusal.detail);
}

function softYes({ channel, senderNo, topicNo, noticeId }: JoinYes) {
  return {
    act: 'given',
    channel,
    senderNo,
    topicNo,
    basis: 'soft_opt_in',
    noticeVersionId: noticeId,
  } as const;
}
