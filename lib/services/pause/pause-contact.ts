import { pointsOfContact } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { type PauseFault, pauseEnd } from '../../domain/pause';
import { pauseStatement, pausesAt } from '../../domain/pause-statement';
import type { ChannelScope } from '../../domain/vocabulary';
import { record } from '../ledger/record';
import { zoneOfPerson } from './zone-of-person';

/** `no_channel`: nothing was ticked. `no_address`: none of the contact's addresses serves what was ticked. */
export type PauseOutcome =
  | { ok: true; until: Date }
  | { ok: false; fault: PauseFault | 'no_channel' | 'no_address' };

export interface AskedPause {
  /** `all`, or single channels. */
  channels: readonly ChannelScope[];
  /** The first day on which messages may come again, as a date field gives it. */
  until: string;
  evidence: EvidenceBody;
}

/**
 * Pauses marketing to all of a contact's addresses until a day, by every channel or by some; the day begins where the
 * contact lives. It ends by itself: what asks at an instant past it finds nothing.
 */
export async function pauseContact(
  ctx: Context,
  asked: AskedPause & { contactId: string },
): Promise<PauseOutcome> {
  const { contactId, evidence } = asked;
  const zone = await zoneOfPerson(ctx, contactId);
  const end = pauseEnd(asked.until, zone, ctx.now());
  if (!end.ok) return end;
  const channels = asked.channels.includes('all') ? (['all'] as const) : [...new Set(asked.channels)];
  if (channels.length === 0) return { ok: false, fault: 'no_channel' };
  const points = await pointsOfContact(ctx.db.reader, contactId);
  const utterances = points.flatMap((point) => {
    const statements = channels
      .filter((channel) => pausesAt(point.kind, channel))
      .map((channel) => pauseStatement(channel, end.until));
    return statements.length === 0
      ? []
      : [{ point: bareRef(point.id, point.kind, point.keyEpoch), contactId, statements }];
  });
  if (utterances.length === 0) return { ok: false, fault: 'no_address' };
  await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: contactId },
        assurance: 'signed_in',
        evidence: { page: '/account', until: asked.until.trim(), ...evidence },
        utterances,
      },
    ]),
  );
  return { ok: true, until: end.until };
}
