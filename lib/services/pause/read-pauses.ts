import { standingPauses } from '../../../db/queries/pauses';
import type { HeldPoint } from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import type { ChannelScope } from '../../domain/vocabulary';

/** A pause as a signed-in person is told of it. */
export interface ToldPause {
  channel: ChannelScope;
  until: Date | null;
  /** False: somebody else who uses the address asked for it, and it binds this person there too. */
  own: boolean;
  /** Where it holds; null: at every address it has a meaning for. */
  addresses: readonly string[] | null;
}

/** The pauses that hold now at a contact's addresses; own ones first. */
export async function readPauses(
  ctx: ReadContext,
  contactId: string,
  points: readonly HeldPoint[],
): Promise<ToldPause[]> {
  const ids = points.map(({ id }) => id);
  const told = new Map<string, { pause: ToldPause; at: HeldPoint[] }>();
  for (const row of await standingPauses(ctx.db.reader, ids, ctx.now())) {
    const point = points.find(({ id }) => id === row.contactPointId);
    if (point === undefined) continue;
    const own = row.contactId === contactId || (row.contactId === point.id && point.sharers === 0);
    const { channel, until } = row;
    const key = `${own}/${channel}/${until?.getTime()}`;
    const known = told.get(key) ?? { pause: { channel, until, own, addresses: null }, at: [] };
    known.at.push(point);
    told.set(key, known);
  }
  return [...told.values()]
    .map(({ pause, at }) => {
      const meant = points.filter(
        (point) => pause.channel === 'all' || point.channels.includes(pause.channel),
      );
      const everywhere = pause.own && meant.every((point) => at.includes(point));
      return {
        ...pause,
        addresses: everywhere ? null : at.map((point) => point.typed ?? point.normalised ?? ''),
      };
    })
    .sort((a, b) => Number(b.own) - Number(a.own));
}
