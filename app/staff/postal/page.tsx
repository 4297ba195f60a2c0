import type { Metadata } from 'next';
import { requireStaff } from '../../../lib/auth/require';

export const metadata: Metadata = { title: 'By postal address' };

export default async function PostalPage({ searchParams }: { searchParams: Promise<{ problem?: string }> }) {
  await requireStaff();
  const { problem } = await searchParams;
  return (
    <>
      <h1>Find or record by postal address</h1>
      {problem !== undefined && (
        <p className="notice bad" role="alert">
          <a href="#lines">Type the address, or at least the postcode.</a>
        </p>
      )}
      <form method="post" action="/staff/find">
        <div className="pair">
          <div className="field">
            <label htmlFor="name">Name on the post</label>
            <input id="name" name="name" type="text" autoComplete="off" autoFocus />
            <span className="hint">Leave it empty for everybody there.</span>
          </div>
          <div className="field">
            <label htmlFor="postcode">Postcode</label>
            <input id="postcode" name="postcode" type="text" autoComplete="off" />
          </div>
        </div>
        <div className="field">
          <label htmlFor="lines">Address</label>
          <textarea id="lines" name="lines" rows={3} autoComplete="off" />
          <span className="hint">House, street and town, each on its own line.</span>
        </div>
        <button type="submit">Go on</button>
      </form>
    </>
  );
}
