import type { Metadata } from 'next';
import { requireStaff } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import { DESK_MEDIA, type DeskMedium } from '../../../lib/domain/vocabulary';
import {
  listRequests,
  REQUEST_SORTS,
  type RequestFilter,
  type RequestSort,
} from '../../../lib/services/desk/list-requests';
import { RequestTable } from '../request-table';

export const metadata: Metadata = { title: 'Requests' };

interface Asked {
  sort: RequestSort;
  descending: boolean;
  mine: boolean;
  medium: DeskMedium | null;
  show: 'open' | 'all' | 'undone' | 'soon';
  page: number;
}

type Query = Record<string, string | string[] | undefined>;

const SOON_MS = 3 * 24 * 60 * 60_000;
const PAGES_MAX = 1_000;
const SHOWS = [
  ['all', 'All'],
  ['open', 'Not undone'],
  ['soon', 'Due within 3 days'],
  ['undone', 'Undone'],
] as const;

export default async function RequestsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const asked = read(await searchParams);
  const now = ctx.now();
  const filter: RequestFilter = {
    staffId: asked.mine ? staff.id : null,
    medium: asked.medium,
    undone: asked.show === 'all' ? null : asked.show === 'undone',
    due: asked.show === 'soon' ? { from: now, before: new Date(now.getTime() + SOON_MS) } : null,
  };
  const { lines, more } = await listRequests(ctx, staff, { ...asked, filter });
  return (
    <>
      <h1>Requests taken</h1>
      <nav className="filters" aria-label="Filter">
        {SHOWS.map(([show, label]) => (
          <Choice key={show} asked={asked} change={{ show }} on={asked.show === show} label={label} />
        ))}
        <span aria-hidden="true">|</span>
        <Choice asked={asked} change={{ mine: false }} on={!asked.mine} label="Everybody’s" />
        <Choice asked={asked} change={{ mine: true }} on={asked.mine} label="Mine" />
        <span aria-hidden="true">|</span>
        <Choice asked={asked} change={{ medium: null }} on={asked.medium === null} label="Any way" />
        {DESK_MEDIA.map((medium) => (
          <Choice
            key={medium}
            asked={asked}
            change={{ medium }}
            on={asked.medium === medium}
            label={medium}
          />
        ))}
      </nav>
      {lines.length === 0 ? (
        <p className="quiet">None.</p>
      ) : (
        <RequestTable
          lines={lines}
          now={now}
          head={(sort, label) => (
            <a
              href={href({
                ...asked,
                sort,
                descending: asked.sort === sort ? !asked.descending : true,
                page: 1,
              })}
            >
              {label}
              {asked.sort === sort && (asked.descending ? ' ↓' : ' ↑')}
            </a>
          )}
        />
      )}
      <p className="filters">
        {asked.page > 1 && <a href={href({ ...asked, page: asked.page - 1 })}>Back</a>}
        {more && <a href={href({ ...asked, page: asked.page + 1 })}>More</a>}
      </p>
    </>
  );
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
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  const page = Number(one('page'));
  return {
    sort: REQUEST_SORTS.find((sort) => sort === one('sort')) ?? 'recorded',
    descending: one('dir') !== 'up',
    mine: one('mine') === '1',
    medium: DESK_MEDIA.find((medium) => medium === one('medium')) ?? null,
    show: SHOWS.map(([show]) => show).find((show) => show === one('show')) ?? 'all',
    page: Number.isInteger(page) && page > 0 && page <= PAGES_MAX ? page : 1,
  };
}

function href(asked: Asked): string {
  const query = new URLSearchParams();
  if (asked.sort !== 'recorded') query.set('sort', asked.sort);
  if (!asked.descending) query.set('dir', 'up');
  if (asked.mine) query.set('mine', '1');
  if (asked.medium !== null) query.set('medium', asked.medium);
  if (asked.show !== 'all') query.set('show', asked.show);
  if (asked.page > 1) query.set('page', String(asked.page));
  return query.size === 0 ? '/staff/requests' : `/staff/requests?${query}`;
}
