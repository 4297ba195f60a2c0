import { readLinkPoint } from '../../../db/queries/link-preferences';
import type { Context } from '../../context';
import { bareRef } from '../../domain/contact-point/locate';
import { pauseEnd } from '../../domain/pause';
import { pauseStatement, pausesAt } from '../../domain/pause-statement';
import { type LinkClaims, NIL_UUID } from '../../domain/token';
import { record } from '../ledger/record';
import { linkScope } from '../opt-out/link-scope';
import type { AskedPause, PauseOutcome } from './pause-contact';

/**
 * Pauses marketing to the linked address until a day, by every channel it serves or by some: less contact is what a link
 * may always ask for. `zone` is where the page's days begin.
 */
export async function pauseByLink(
  ctx: Context,
  asked: AskedPause & { claims: LinkClaims; zone: string },
): Promise<PauseOutcome> {
  const { claims, evidence } = asked;
  const end = pauseEnd(asked.until, asked.zone, ctx.now());
  if (!end.ok) return end;
  const { link } = await linkScope(ctx, claims);
  const point = await readLinkPoint(ctx.db.reader, claims.contactPointId);
  const kind = point?.kind ?? link.kind;
  const meant = asked.channels.filter((channel) => pausesAt(kind, channel));
  const channels = meant.includes('all') ? (['all'] as const) : [...new Set(meant)];
  if (channels.length === 0) return { ok: false, fault: 'no_channel' };
  await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'preference_page',
        actor: { kind: 'person', id: null },
        assurance: 'link',
        evidence: {
          page: '/preferences',
          until: asked.until.trim(),
          ...evidence,
          ...(claims.messageId === NIL_UUID ? {} : { message: claims.messageId }),
        },
        utterances: [
          {
            point: bareRef(claims.contactPointId, kind, ctx.config.addressKeys.length),
            contactId: point?.contactId ?? null,
            statements: channels.map((channel) => pauseStatement(channel, end.until)),
          },
        ],
      },
    ]),
  );
  return { ok: true, until: end.until };
}
