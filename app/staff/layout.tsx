import type { ReactNode } from 'react';
import { requireStaff } from '../../lib/auth/require';
import { mayDo } from '../../lib/services/staff/may-do';

export const metadata = { title: { default: 'Staff desk', template: '%s – Staff desk' } };

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff();
  return (
    <>
      <header className="band">
        <div className="wide">
          <a href="/staff" accessKey="f">
            Staff desk
          </a>
          <a href="/staff/postal" accessKey="p">
            By postal address
          </a>
          <a href="/staff/requests" accessKey="l">
            Requests
          </a>
          <a href="/staff/data-requests">Data requests</a>
          <a href="/staff/messages">Messages</a>
          {mayDo(staff.role, 'manage_team') && <a href="/staff/team">Team</a>}
          <a className="end" href="/staff/sessions">
            {staff.name}, {staff.role}
          </a>
          <form method="post" action="/signin/out">
            <input type="hidden" name="side" value="staff" />
            <button className="link" type="submit">
              Sign out
            </button>
          </form>
        </div>
      </header>
      <main id="main" className="wide desk" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
