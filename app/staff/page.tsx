import type { Metadata } from 'next';
import { requireStaff } from '../../lib/auth/require';
import { heldContext } from '../../lib/context';
import { listRequests } from '../../lib/services/desk/list-requests';
import { RequestTable } from './request-table';
import { SearchForm } from './search-form';

export const metadata: Metadata = { title: 'Find' };

const PROBLEM: Record<string, string> = {
  empty: 'Type a number, an email address, a name or a postcode.',
  gone: 'That search is more than an hour old, so nothing was recorded. Search again.',
};

const RECENT = 10;

export default async function DeskPage(props: {
  searchParams: Promise<{ problem?: string; refused?: string }>;
}) {
  const staff = await requireStaff();
  const query = await props.searchParams;
  const problem = PROBLEM[query.problem ?? ''];
  const { lines } = await listRequests(heldContext(), staff, {
    filter: { staffId: staff.id, medium: null, undone: null, due: null },
    sort: 'recorded',
    descending: true,
    page: 1,
  });
  return (
    <>
      <h1>Find somebody</h1>
      {query.refused !== undefined && (
        <p className="notice bad" role="alert">
          Your role does not allow that. Ask an administrator.
        </p>
      )}
      {problem !== undefined && (
        <p className="notice bad" role="alert">
          <a href="#q">{problem}</a>
        </p>
      )}
      <SearchForm autoFocus />
      <p className="hint">
        Any spelling of a number will do. Nobody there? You can still record an opt-out for what you typed.
        Keys (with your browser’s modifier): <kbd>f</kbd> find, <kbd>p</kbd> postal address, <kbd>l</kbd>{' '}
        requests.
      </p>
      <h2>Your latest requests</h2>
      {lines.length === 0 ? (
        <p className="quiet">You have taken none yet.</p>
      ) : (
        <RequestTable lines={lines.slice(0, RECENT)} now={heldContext().now()} />
      )}
    </>
  );
}
