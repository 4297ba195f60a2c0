import { listTeam, type TeamMember } from '../../../db/queries/staff';
import type { ReadContext } from '../../context';
import { assertMay, type StaffActor } from './assert-may';

/** Everybody who works the desk; for administrators. */
export async function listStaff(ctx: ReadContext, staff: StaffActor): Promise<TeamMember[]> {
  assertMay(staff, 'manage_team');
  return listTeam(ctx.db.reader);
}
