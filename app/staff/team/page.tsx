import type { Metadata } from 'next';
import { requireStaff } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { DESK_TIME_ZONE } from '../../../lib/doors/desk/local-time';
import { formatInstant } from '../../../lib/pages/dates';
import { listStaff } from '../../../lib/services/staff/list-staff';

export const metadata: Metadata = { title: 'Team' };

export default async function TeamPage() {
  const staff = await requireStaff('manage_team');
  const team = await listStaff(heldContext(), staff);
  return (
    <>
      <h1>Team</h1>
      <p className="quiet">
        Add somebody with <code>npm run sayso -- staff add EMAIL --role agent</code>.
      </p>
      <section className="scroll" aria-label="Team" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Email</th>
              <th scope="col">Role</th>
              <th scope="col">Last sign-in</th>
            </tr>
          </thead>
          <tbody>
            {team.map((member) => (
              <tr key={member.id}>
                <th scope="row">
                  {member.name}
                  {member.suspendedAt !== null && <span className="tag bad">suspended</span>}
                </th>
                <td>{member.email}</td>
                <td>{member.role}</td>
                <td>
                  {member.lastSignIn === null
                    ? 'never'
                    : formatInstant(member.lastSignIn, DESK_TIME_ZONE, 'en')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
