import { readLinkPoint } from '../../../db/queries/link-preferences';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { pauseStatement } from '../../domain/pause-statement';
import type { LinkClaims } from '../../domain/token';
import type { ChannelScope } from '../../domain/vocabulary';
import { record } from '../ledger/record';
import { linkPauses } from './link-pauses';

/** Ends the pauses of a channel that the linked address itself, or its only user, asked for there. False: there was none. */
export async function resumeByLink(
  ctx: Context,
  asked: { claims: LinkClaims; channel: ChannelScope; evidence: EvidenceBody },
): Promise<boolean> {
  const point = await readLinkPoint(ctx.db.reader, asked.claims.contactPointId);
  if (point === null) return false;
  const pauses = (await linkPauses(ctx, point)).filter(({ channel }) => channel === asked.channel);
  if (pauses.length === 0) return false;
  const ref = bareRef(point.id, point.kind, ctx.config.addressKeys.length);
  const [outcome] = await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'preference_page',
        actor: { kind: 'person', id: null },
        assurance: 'link',
        evidence: { page: '/preferences', ...asked.evidence },
        utterances: pauses.map(({ contactId }) => ({
          point: ref,
          contactId: contactId === point.id ? null : contactId,
          statements: [pauseStatement(asked.channel, null)],
        })),
      },
    ]),
  );
  return outcome?.ok === true;
}
