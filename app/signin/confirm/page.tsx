import type { Metadata } from 'next';
import { subjectOf } from '../../../lib/services/sign-in/subject';

/** The address of this page holds the token: it is named to nobody. */
export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

type Query = { for?: string | string[]; token?: string | string[] };

/** What a mailed link opens. Looking at it uses nothing up; the button does. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const identity = one(query.for);
  const side = subjectOf(identity)?.side ?? null;
  if (side === null || one(query.token) === '') {
    return (
      <>
        <h1>This link is not complete</h1>
        <p>Part of it may be missing. Copy the whole link from the email, or ask for a new one.</p>
        <p>
          <a href="/signin">Ask for a new link</a>
        </p>
      </>
    );
  }
  return (
    <>
      <h1>{side === 'staff' ? 'Sign in to the staff desk' : 'Sign in to your choices'}</h1>
      <p>One press and you are in. The link then stops working.</p>
      <form method="post" action="/signin/complete">
        <input type="hidden" name="for" value={identity} />
        <input type="hidden" name="token" value={one(query.token)} />
        <button type="submit">Sign in</button>
      </form>
    </>
  );
}

function one(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
