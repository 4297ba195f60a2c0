import { addAccess } from '../../../db/queries/desk';
import { type PersonRow, personById } from '../../../db/queries/persons';
import {
  type HeldPoint,
  type HistoryRow,
  historyOfPoints,
  pointsOfContact,
} from '../../../db/queries/preferences';
import type { Context } from '../../context';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { type HeldRow, heldMatrix } from './held-matrix';

export interface PersonLook {
  person: PersonRow;
  points: readonly HeldPoint[];
  /** By contact point. */
  held: ReadonlyMap<string, readonly HeldRow[]>;
  history: readonly HistoryRow[];
}

const HISTORY_LIMIT = 200;

/** Everything the desk may know of one person. The look is written down first; without that nothing is shown. */
export async function lookAtPerson(
  ctx: Context,
  staff: StaffActor,
  contactId: string,
): Promise<PersonLook | null> {
  assertMay(staff, 'look');
  const person = await personById(ctx.db.reader, contactId);
  if (person === null) return null;
  await ctx.db.transaction((tx) =>
    addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'person',
      contactId,
      contactPointId: null,
      detail: {},
    }),
  );
  const points = await pointsOfContact(ctx.db.reader, contactId);
  const ids = points.map((point) => point.id);
  const [held, history] = await Promise.all([
    heldMatrix(ctx, points),
    historyOfPoints(ctx.db.reader, ids, HISTORY_LIMIT),
  ]);
  return { person, points, held, history };
}
