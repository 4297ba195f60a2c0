import type { ReactNode } from 'react';
import { DESK_TIME_ZONE } from '../../lib/doors/desk/local-time';
import { formatDay, formatInstant } from '../../lib/pages/dates';
import type { RequestLine } from '../../lib/services/desk/list-requests';

const SOON_MS = 3 * 24 * 60 * 60_000;

/** Requests taken, one a row; addresses masked. `head` puts sort links into a column's heading. */
export function RequestTable(props: {
  lines: readonly RequestLine[];
  now: Date;
  head?: (column: 'recorded' | 'received' | 'due', label: string) => ReactNode;
}) {
  const { lines, now } = props;
  const head = props.head ?? ((_, label) => label);
  return (
    <section className="scroll" aria-label="Requests" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head('recorded', 'Recorded')}</th>
            <th scope="col">For</th>
            <th scope="col">How</th>
            <th scope="col">{head('received', 'Received')}</th>
            <th scope="col">{head('due', 'Due')}</th>
            <th scope="col">Taken by</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                <a href={`/staff/requests/${line.id}`}>
                  {formatInstant(line.recordedAt, DESK_TIME_ZONE, 'en')}
                </a>
                {line.undoneAt !== null && <span className="tag">undone</span>}
              </td>
              <td>
                {line.contactName !== null && <b>{line.contactName} </b>}
                {[...new Set(line.masked)].join(', ')}
              </td>
              <td>{line.medium}</td>
              <td>{formatDay(line.receivedAt, DESK_TIME_ZONE, 'en')}</td>
              <td>
                {formatDay(line.dueAt, DESK_TIME_ZONE, 'en')}
                {line.undoneAt === null && dueTag(line.dueAt, now)}
              </td>
              <td>{line.staffName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function dueTag(dueAt: Date, now: Date): ReactNode {
  const left = dueAt.getTime() - now.getTime();
  if (left < 0) return <span className="tag">past</span>;
  return left < SOON_MS ? <span className="tag late">soon</span> : null;
}
