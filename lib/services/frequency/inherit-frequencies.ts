import type { Writer } from '../../../db/client';
import { insertFrequencies, ownFrequencies } from '../../../db/queries/frequency';
import type { Context } from '../../context';
import type { PointRef } from '../../domain/consent-event';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';

/**
 * Writes how often a contact chose to hear about each topic to addresses it has just gained, in the caller's
 * transaction: who wants one message a month does not want more for having a new address. When it was said is kept.
 */
export async function inheritFrequencies(
  ctx: Context,
  tx: Writer,
  contactId: string,
  from: readonly string[],
  gained: readonly PointRef[],
): Promise<void> {
  const chosen = await ownFrequencies(tx, contactId, from);
  const instructionId = ctx.newId();
  const recordedAt = ctx.now();
  await insertFrequencies(
    tx,
    gained.flatMap((point) =>
      chosen
        .filter(({ channel }) => KIND_OF_CHANNEL[channel] === point.kind)
        .map((choice) => ({
          ...choice,
          id: ctx.newId(),
          contactPointId: point.id,
          instructionId,
          contactId,
          door: 'inherited' as const,
          actorKind: 'system' as const,
          actorId: null,
          recordedAt,
        })),
    ),
  );
}
