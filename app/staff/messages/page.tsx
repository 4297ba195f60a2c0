import type { Metadata } from 'next';
import { requireStaff } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { DESK_TIME_ZONE } from '../../../lib/doors/desk/local-time';
import { formatInstant } from '../../../lib/pages/dates';
import { listTroubledMessages } from '../../../lib/services/desk/list-troubled-messages';

export const metadata: Metadata = { title: 'Messages' };

const STATE = {
  claimed: 'being sent',
  in_doubt: 'in doubt: it may or may not have left',
  failed: 'failed: it did not leave',
} as const;

export default async function MessagesPage() {
  const staff = await requireStaff();
  const { lines, counts } = await listTroubledMessages(heldContext(), staff);
  return (
    <>
      <h1>Messages in trouble</h1>
      <dl className="facts">
        <dt>In doubt</dt>
        <dd>{counts.in_doubt}</dd>
        <dt>Failed</dt>
        <dd>{counts.failed}</dd>
        <dt>Being sent now</dt>
        <dd>{counts.claimed}</dd>
      </dl>
      <p className="quiet">Marketing in doubt is not sent again. An essential message is, once.</p>
      {lines.length > 0 && (
        <section className="scroll" aria-label="Messages" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">To</th>
                <th scope="col">Kind</th>
                <th scope="col">State</th>
                <th scope="col">Since</th>
                <th scope="col">Tries</th>
                <th scope="col">Why</th>
                <th scope="col">Message</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td>{line.masked}</td>
                  <td>{line.kind.replaceAll('_', ' ')}</td>
                  <td>{STATE[line.state]}</td>
                  <td>
                    {line.claimedAt === null ? '' : formatInstant(line.claimedAt, DESK_TIME_ZONE, 'en')}
                  </td>
                  <td>{line.attempts}</td>
                  <td>{line.failure ?? ''}</td>
                  <td>
                    <code>{line.id}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
