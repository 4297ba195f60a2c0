import type { ReactNode } from 'react';

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="band">
        <div className="narrow">
          <a href="/">Contact preferences</a>
        </div>
      </header>
      <main id="main" className="narrow" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
