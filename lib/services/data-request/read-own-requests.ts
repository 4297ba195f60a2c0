import { type DataRequestRow, type ReadStep, requestsOf, stepsOf } from '../../../db/queries/data-requests';
import { ownPoints } from '../../../db/queries/my-data';
import type { ReadContext } from '../../context';

const LIMIT = 200;

/** A request as the person who made it sees it: what happened, and when an answer is due. */
export type OwnRequest = DataRequestRow & { history: readonly ReadStep[] };

/** What a person asked about their own data, newest first. */
export async function readOwnRequests(ctx: ReadContext, contactId: string): Promise<OwnRequest[]> {
  const { reader } = ctx.db;
  const alone = (await ownPoints(reader, contactId)).filter((point) => !point.everShared);
  const requests = await requestsOf(
    reader,
    contactId,
    alone.map(({ id }) => id),
    LIMIT,
  );
  const steps = await stepsOf(
    reader,
    requests.map(({ id }) => id),
  );
  return requests.map((request) => ({
    ...request,
    history: steps.filter((step) => step.requestId === request.id),
  }));
}
