import type { StaffRole } from '../../lib/domain/vocabulary';
import type { Writer } from '../client';

export interface StaffMember {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
}

const PUT_STAFF = {
  name: 'staff_admin_put',
  text: `
-- Adds a member of staff, or gives one known by the same address (whatever its capitals) the role; ends a suspension.
WITH known AS (
  UPDATE staff SET role = $4::staff_role, name = coalesce($3, name), suspended_at = NULL WHERE lower(email) = lower($2)
  RETURNING id, email, name, role
), added AS (
  INSERT INTO staff (id, email, name, role, created_at)
  SELECT $1, $2, coalesce($3, $2), $4::staff_role, $5 WHERE NOT EXISTS (SELECT FROM known)
  RETURNING id, email, name, role
)
SELECT *, false AS added FROM known UNION ALL SELECT *, true FROM added`,
};

/** Adds or changes a member of staff by email address. */
export async function putStaff(
  tx: Writer,
  member: { id: string; email: string; name: string | null; role: StaffRole },
  at: Date,
): Promise<StaffMember & { added: boolean }> {
  const values = [member.id, member.email, member.name, member.role, at];
  const [row] = await tx.query<StaffMember & { added: boolean }>(PUT_STAFF, values);
  if (row === undefined) throw new Error('no member of staff came back');
  return row;
}
