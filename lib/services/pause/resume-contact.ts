import { standingPauses } from '../../../db/queries/pauses';
import { pointsOfContact } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { pauseStatement } from '../../domain/pause-statement';
import type { ChannelScope } from '../../domain/vocabulary';
import { record } from '../ledger/record';

/**
 * Ends a contact's own pause of a channel (`all`: the one of every channel) at every address where it holds. It brings
 * nothing back that was refused. Answers at how many addresses; what others who share one asked for goes on.
 */
export async function resumeContact(
  ctx: Context,
  asked: { contactId: string; channel: ChannelScope; evidence: EvidenceBody },
): Promise<number> {
  const { contactId, channel } = asked;
  const points = await pointsOfContact(ctx.db.reader, contactId);
  const ids = points.map(({ id }) => id);
  const pauses = await standingPauses(ctx.db.reader, ids, ctx.now());
  const utterances = points.flatMap((point) => {
    const own = pauses.filter((pause) => pause.contactPointId === point.id && pause.channel === channel);
    const speakers = own
      // Said at the address itself while nobody else uses it, it can have been nobody but them.
      .filter(
        (pause) => pause.contactId === contactId || (pause.contactId === point.id && point.sharers === 0),
      )
      .map((pause) => (pause.contactId === contactId ? contactId : null));
    const ref = bareRef(point.id, point.kind, point.keyEpoch);
    return speakers.map((speaker) => ({
      point: ref,
      contactId: speaker,
      statements: [pauseStatement(channel, null)],
    }));
  });
  if (utterances.length === 0) return 0;
  const [outcome] = await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: contactId },
        assurance: 'signed_in',
        evidence: { page: '/account', ...asked.evidence },
        utterances,
      },
    ]),
  );
  return outcome?.ok === true ? utterances.length : 0;
}
