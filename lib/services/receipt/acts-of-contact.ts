import type { ReadContext } from '../../context';
import { scopeOfContact } from './act-scope';
import { type ActPlace, readActs, type ToldAct } from './read-acts';

/** A page of what a person said, and what was said at their addresses, newest first. */
export interface ActsOfContact {
  acts: readonly ToldAct[];
  /** Where the next page begins; null at the end. */
  next: ActPlace | null;
  /** Their addresses by contact point, former ones included. */
  addresses: ReadonlyMap<string, string>;
}

/** The acts a signed-in person may be told of, from a place on. */
export async function actsOfContact(
  ctx: ReadContext,
  contactId: string,
  page: { after: ActPlace | null; limit: number },
): Promise<ActsOfContact> {
  const { scope, points } = await scopeOfContact(ctx, contactId);
  const read = await readActs(ctx, scope, page);
  return { ...read, addresses: new Map(points.map(({ id, address }) => [id, address ?? ''])) };
}
