import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requireStaff } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { DATA_REQUEST_KINDS, type DataRequestKind } from '../../../lib/domain/vocabulary';
import { DESK_TIME_ZONE } from '../../../lib/doors/desk/local-time';
import { formatDay } from '../../../lib/pages/dates';
import {
  type DataRequestLine,
  listDataRequests,
} from '../../../lib/services/data-request/list-data-requests';
import { KIND, STATE } from './words';

export const metadata: Metadata = { title: 'Data requests' };

interface Asked {
  open: boolean;
  kind: DataRequestKind | null;
  page: number;
}

type Query = Record<string, string | string[] | undefined>;

const PAGES_MAX = 1_000;
const SOON_MS = 7 * 24 * 60 * 60_000;

export default async function DataRequestsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const asked = read(await searchParams);
  const { lines, more } = await listDataRequests(ctx, staff, asked);
  return (
    <>
      <h1>Requests about personal data</h1>
      <p className="quiet">
        Answer within a month; a complaint is acknowledged within 30 days. What is due next stands first.
      </p>
      <nav className="filters" aria-label="Filter">
        <Choice asked={asked} change={{ open: true }} on={asked.open} label="Open" />
        <Choice asked={asked} change={{ open: false }} on={!asked.open} label="Closed" />
        <span aria-hidden="true">|</span>
        <Choice asked={asked} change={{ kind: null }} on={asked.kind === null} label="All kinds" />
        {DATA_REQUEST_KINDS.map((kind) => (
          <Choice key={kind} asked={asked} change={{ kind }} on={asked.kind === kind} label={KIND[kind]} />
        ))}
      </nav>
      {lines.length === 0 ? <p className="quiet">None.</p> : <Lines lines={lines} now={ctx.now()} />}
      <p className="filters">
        {asked.page > 1 && <a href={href({ ...asked, page: asked.page - 1 })}>Back</a>}
        {more && <a href={href({ ...asked, page: asked.page + 1 })}>More</a>}
      </p>
    </>
  );
}

function Lines({ lines, now }: { lines: readonly DataRequestLine[]; now: Date }) {
  return (
    <section className="scroll" aria-label="Requests" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Due next</th>
            <th scope="col">Number</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Received</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                {formatDay(line.nextDueAt, DESK_TIME_ZONE, 'en')}
                {dueTag(line, now)}
              </td>
              <td className="whole">
                <a href={`/staff/data-requests/${line.id}`}>{line.reference}</a>
              </td>
              <td>{KIND[line.kind]}</td>
              <td>{line.contactName ?? 'No name'}</td>
              <td>{formatDay(line.receivedAt, DESK_TIME_ZONE, 'en')}</td>
              <td>
                {STATE[line.state]}
                {line.state === 'open' && line.acknowledgedAt === null && (
                  <span className="tag">to acknowledge</span>
                )}
                {line.extendedAt !== null && <span className="tag">extended</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function dueTag(line: DataRequestLine, now: Date): ReactNode {
  if (line.state !== 'open') return null;
  if (line.overdue) return <span className="tag bad">overdue</span>;
  return line.nextDueAt.getTime() - now.getTime() < SOON_MS ? <span className="tag late">soon</span> : null;
}

function Choice(props: { asked: Asked; change: Partial<Asked>; on: boolean; label: string }) {
  const { asked, change, on, label } = props;
  return (
    <a href={href({ ...asked, ...change, page: 1 })} aria-current={on ? 'true' : undefined}>
      {label}
    </a>
  );
}

function read(query: Query): Asked {
  const page = Number(query.page);
  return {
    open: query.show !== 'closed',
    kind: DATA_REQUEST_KINDS.find((kind) => kind === query.kind) ?? null,
    page: Number.isInteger(page) && page > 0 && page <= PAGES_MAX ? page : 1,
  };
}

function href(asked: Asked): string {
  const query = new URLSearchParams();
  if (!asked.open) query.set('show', 'closed');
  if (asked.kind !== null) query.set('kind', asked.kind);
  if (asked.page > 1) query.set('page', String(asked.page));
  return query.size === 0 ? '/staff/data-requests' : `/staff/data-requests?${query}`;
}
