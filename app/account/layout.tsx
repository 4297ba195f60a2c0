import type { ReactNode } from 'react';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="band">
        <div className="wide">
          <a href="/account">Contact preferences</a>
          <form method="post" action="/signin/out">
            <input type="hidden" name="side" value="account" />
            <button className="link" type="submit">
              Sign out
            </button>
          </form>
        </div>
      </header>
      <main id="main" className="wide calm" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
