import { putStaff, type StaffMember } from '../../../db/queries/staff-admin';
import type { Context } from '../../context';
import { normaliseEmail } from '../../domain/contact-point/email';
import { STAFF_ROLES, type StaffRole } from '../../domain/vocabulary';
import { AppError } from '../../errors';

/**
 * Adds a member of staff, or changes the role of one who is there. Throws AppError `unprocessable` for an address or
 * role that is none.
 */
export async function addStaff(
  ctx: Context,
  wanted: { email: string; role: string; name?: string | undefined },
): Promise<StaffMember & { added: boolean }> {
  const email = normaliseEmail(wanted.email);
  if (!email.ok) throw new AppError('unprocessable', email.message);
  const role = STAFF_ROLES.find((one) => one === wanted.role);
  if (role === undefined)
    throw new AppError(
      'unprocessable',
      `There is no role "${wanted.role}"; the roles are ${STAFF_ROLES.join(', ')}.`,
    );
  const member: { id: string; email: string; name: string | null; role: StaffRole } = {
    id: ctx.newId(),
    email: email.typed,
    name: wanted.name?.trim() || null,
    role,
  };
  return ctx.db.transaction((tx) => putStaff(tx, member, ctx.now()));
}
