import { addAccess } from '../../../db/queries/desk';
import {
  type AddressRow,
  addressesById,
  type FoundPerson,
  personsByPoints,
} from '../../../db/queries/persons';
import { type HistoryRow, historyOfPoints } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { type HeldRow, heldMatrix } from './held-matrix';

export interface AddressLook {
  address: AddressRow;
  people: readonly FoundPerson[];
  held: readonly HeldRow[];
  history: readonly HistoryRow[];
}

const HISTORY_LIMIT = 200;
const PEOPLE_LIMIT = 50;

/** What is recorded about one address, whoever uses it, nobody included. The look is written down first. */
export async function lookAtAddress(
  ctx: Context,
  staff: StaffActor,
  contactPointId: string,
): Promise<AddressLook | null> {
  assertMay(staff, 'look');
  const [address] = await addressesById(ctx.db.reader, [contactPointId]);
  if (address === undefined) return null;
  await ctx.db.transaction((tx) =>
    addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'address',
      contactId: null,
      contactPointId,
      detail: {},
    }),
  );
  const { reader } = ctx.db;
  const premises = address.kind === 'postal' && address.premisesId === null ? [contactPointId] : [];
  const [people, matrix, history] = await Promise.all([
    personsByPoints(reader, [contactPointId], premises, PEOPLE_LIMIT),
    heldMatrix(ctx, [address]),
    historyOfPoints(reader, [contactPointId], HISTORY_LIMIT),
  ]);
  return { address, people, held: matrix.get(contactPointId) ?? [], history };
}
