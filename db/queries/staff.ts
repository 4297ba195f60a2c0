import type { StaffRole } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface TeamMember {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  suspendedAt: Date | null;
  createdAt: Date;
  lastSignIn: Date | null;
}

const TEAM = {
  name: 'staff_team',
  text: `
-- Everybody who works the desk, and when each last signed in.
SELECT s.id, s.name, s.email, s.role, s.suspended_at AS "suspendedAt", s.created_at AS "createdAt", u.email_verified AS "lastSignIn"
FROM staff s LEFT JOIN auth_user u ON u.staff_id = s.id ORDER BY s.suspended_at NULLS FIRST, s.name, s.id`,
};

/** All members of staff. */
export function listTeam(reader: Reader): Promise<TeamMember[]> {
  return reader.query<TeamMember>(TEAM);
}
