import { profileOf } from '../../../db/queries/my-data';
import { type HeldPoint, pointsOfContact } from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import type { ContactStatus } from '../../domain/vocabulary';
import { type OwnRequest, readOwnRequests } from './read-own-requests';

/** What a person sees of their data and requests before they ask for something. */
export interface MyStanding {
  status: ContactStatus;
  points: readonly HeldPoint[];
  requests: readonly OwnRequest[];
  /** An open request to be erased: then a restriction cannot be lifted by itself. */
  erasureOpen: boolean;
}

/** How a person stands: their state, their addresses, and what they asked. */
export async function readMyStanding(ctx: ReadContext, contactId: string): Promise<MyStanding> {
  const [profile, points, requests] = await Promise.all([
    profileOf(ctx.db.reader, contactId),
    pointsOfContact(ctx.db.reader, contactId),
    readOwnRequests(ctx, contactId),
  ]);
  return {
    status: profile?.status ?? 'active',
    points,
    requests,
    erasureOpen: requests.some(({ kind, state }) => kind === 'erasure' && state === 'open'),
  };
}
