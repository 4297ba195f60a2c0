import { choicesOfActs, eventsOfActs } from '../../../db/queries/acts';
import { disclosuresOf } from '../../../db/queries/disclosures';
import { receiptParties } from '../../../db/queries/receipts';
import type { ReadContext } from '../../context';
import { type Receipt, type ReceiptEvent, receiptOf } from '../../domain/receipt';
import { ALL, type ContactPointKind } from '../../domain/vocabulary';
import { type ActScope, type ToldAct, tellActs } from './read-acts';

/** An address that a receipt may speak of. */
export interface ReceiptPoint {
  id: string;
  kind: ContactPointKind;
  country: string | null;
}

/** A receipt with the act it is of, for the page. */
export interface ReadReceipt {
  act: ToldAct;
  receipt: Receipt;
}

/**
 * The receipt of an act, by its instruction id, made for a person (or, where nobody is known, an address) within what
 * they may be told. Null when there is none, or nothing of it is theirs: the two cannot be told apart.
 */
export async function readReceipt(
  ctx: ReadContext,
  scope: ActScope,
  asked: {
    instructionId: string;
    principalId: string;
    points: readonly ReceiptPoint[];
    country: string | null;
  },
): Promise<ReadReceipt | null> {
  const { instructionId, principalId, points } = asked;
  // What another said binds, and stands in the history; the receipt is theirs.
  const own: ActScope = { ...scope, othersRefusals: false };
  const [act] = await tellActs(ctx, own, [instructionId]);
  if (act === undefined) return null;
  const { reader } = ctx.db;
  const [events, choices, parties, vocabulary] = await Promise.all([
    eventsOfActs(reader, own, [instructionId]),
    choicesOfActs(reader, own, [instructionId]),
    receiptParties(reader),
    ctx.vocabulary.current(),
  ]);
  const touched = [...events, ...choices].map(({ contactPointId }) => contactPointId);
  const disclosed = await disclosuresOf(reader, [...new Set(touched)], scope.contactId);
  const pointOf = (id: string) => points.find((point) => point.id === id);
  const common = (row: { contactPointId: string; topicNo: number; channel: ReceiptEvent['channel'] }) => ({
    pointKind: pointOf(row.contactPointId)?.kind ?? ('email' as const),
    topic: row.topicNo === ALL ? null : (vocabulary.topics.get(row.topicNo)?.name ?? null),
  });
  const receiptEvents: ReceiptEvent[] = [
    ...events.map((row) => ({
      ...row,
      ...common(row),
      id: row.eventId,
      frequency: null,
      until: row.effectiveUntil,
    })),
    ...choices.map((row) => ({
      ...row,
      ...common(row),
      act: null,
      basis: null,
      noticeId: null,
      until: null,
      hash: null,
    })),
  ];
  const country =
    asked.country ?? points.find(({ id }) => touched.includes(id))?.country ?? ctx.config.defaultCountry;
  const receipt = receiptOf({
    instructionId,
    principalId,
    saidAt: act.saidAt,
    recordedAt: act.recordedAt,
    door: act.door,
    events: receiptEvents,
    notices: act.notices,
    parties,
    disclosed: disclosed.map(({ senderNo, what, disclosedAt }) => ({ senderNo, what, at: disclosedAt })),
    country,
    appUrl: ctx.config.appUrl,
  });
  return { act, receipt };
}
