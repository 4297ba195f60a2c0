import type { Task } from 'graphile-worker';
import type { Context } from '../context';
import { expandAnnouncement } from '../services/announcement/expand-announcement';
import { PAYLOADS } from './payload';

/** `expand-announcement {announcementId, after?}`: one page of candidates; enqueues the next. */
export function expandAnnouncementJob(ctx: Context): Task {
  return async (payload) => {
    const { announcementId, after } = PAYLOADS.expandAnnouncement.parse(payload);
    await expandAnnouncement(ctx, announcementId, after);
  };
}
