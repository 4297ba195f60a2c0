import { countAnnouncement, readAnnouncement } from '../../../db/queries/announcements';
import type { ReadContext } from '../../context';
import { WAITS } from '../../domain/pace';
import { AppError } from '../../errors';

export interface AnnouncementProgress {
  /** Addresses looked at so far. */
  candidates: number;
  /** Waiting for the relay or under way. */
  queued: number;
  sent: number;
  /** Left out, by reason code, when looked at or at the moment of sending. */
  withheld: Record<string, number>;
  /** May or may not have arrived; not sent again. */
  inDoubt: number;
  failed: number;
  /** Came sooner than the person asked: it goes with others when that is due. */
  forDigest: number;
  /** Everybody was looked at and nothing waits any more. */
  done: boolean;
}

/** How far an announcement has come. Throws AppError `not_found`. */
export async function announcementProgress(ctx: ReadContext, id: string): Promise<AnnouncementProgress> {
  return ctx.db.snapshot(async (reader) => {
    if ((await readAnnouncement(reader, id)) === undefined)
      throw new AppError('not_found', 'There is no such announcement.');
    const counts = await countAnnouncement(reader, id, WAITS);
    const states = counts.states ?? {};
    const digests = counts.inDigests ?? {};
    const queued = (states.queued ?? 0) + (states.claimed ?? 0);
    return {
      candidates: counts.candidates,
      queued,
      sent: (states.sent ?? 0) + (digests.sent ?? 0),
      withheld: added(counts.withheldWhenQueued ?? {}, counts.withheldWhenSending ?? {}),
      inDoubt: (states.in_doubt ?? 0) + (digests.in_doubt ?? 0),
      failed: (states.failed ?? 0) + (digests.failed ?? 0),
      forDigest: (digests.waiting ?? 0) + (digests.queued ?? 0) + (digests.claimed ?? 0),
      done: counts.expanded && queued === 0,
    };
  });
}

function added(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [code, count] of Object.entries(other)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}
