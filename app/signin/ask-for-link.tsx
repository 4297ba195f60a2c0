import type { Side } from '../../lib/services/sign-in/subject';

export interface SignInQuery {
  sent?: string;
  error?: string;
  out?: string;
}

const LINK_FAULT =
  'That link no longer works. Each link works once, for 15 minutes. Ask for a new one below.';
const EMAIL_FAULT = 'Type a full email address, such as name@example.com';

/** The form that asks for a sign-in link, and what became of the last one. */
export function AskForLink({ side, query }: { side: Side; query: SignInQuery }) {
  if (query.sent !== undefined) return <Sent side={side} />;
  const fault = query.error === 'email' ? EMAIL_FAULT : null;
  return (
    <>
      <h1>{side === 'staff' ? 'Sign in to the staff desk' : 'Sign in to your choices'}</h1>
      {query.out !== undefined && <p role="status">You are signed out.</p>}
      {query.error === 'link' && (
        <p className="notice bad" role="alert">
          {LINK_FAULT}
        </p>
      )}
      {fault !== null && (
        <div className="notice bad" role="alert">
          <a href="#email">{fault}</a>
        </div>
      )}
      <p>We email you a link. There is no password.</p>
      <form method="post" action="/signin/request">
        <input type="hidden" name="side" value={side} />
        <div className={fault === null ? 'field' : 'field wrong'}>
          <label htmlFor="email">{side === 'staff' ? 'Your work email address' : 'Your email address'}</label>
          {fault !== null && (
            <span className="error" id="email-error">
              Error: {fault}
            </span>
          )}
          <input
            id="email"
            name="email"
            type="email"
            autoComplete="email"
            required
            aria-describedby={fault === null ? undefined : 'email-error'}
            aria-invalid={fault === null ? undefined : true}
          />
        </div>
        <button type="submit">Email me a link</button>
      </form>
      {side === 'account' && (
        <p className="quiet">
          You need not sign in to opt out: <a href="/unsubscribe">stop all marketing now</a>.
        </p>
      )}
    </>
  );
}

function Sent({ side }: { side: Side }) {
  return (
    <>
      <h1>Check your email</h1>
      <p role="status">
        If that address can sign in here, a link is on its way to it. It works once, for 15 minutes.
      </p>
      <p>It can take a few minutes. Look in your spam folder too.</p>
      <p>
        <a href={side === 'staff' ? '/signin/staff' : '/signin'}>Use another address</a>
      </p>
    </>
  );
}
