import type { Metadata } from 'next';
import { requireStaff } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { DESK_TIME_ZONE } from '../../../lib/doors/desk/local-time';
import { wordsFor } from '../../../lib/pages/words/words';
import { listSessions } from '../../../lib/services/sign-in/list-sessions';
import { SessionList } from '../../session-list';

const words = wordsFor('en', 'sessions');

export const metadata: Metadata = { title: words('title') };

export default async function StaffSessionsPage({
  searchParams,
}: {
  searchParams: Promise<{ ended?: string }>;
}) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { ended } = await searchParams;
  const sessions = await listSessions(ctx, staff);
  return (
    <>
      <h1>{words('title')}</h1>
      {ended !== undefined && (
        <p className="notice good" role="status">
          {words('ended')}
        </p>
      )}
      <p className="lead">{words('lead')}</p>
      <SessionList side="staff" sessions={sessions} language="en" timeZone={DESK_TIME_ZONE} />
    </>
  );
}
