import type { ReactNode } from 'react';
import { contactOfRequest } from '../../lib/auth/require';
import { wordsFor } from '../../lib/pages/words/words';
import { pageLanguage } from '../page-language';
import { AccountNav } from './account-nav';
import { LanguageChoice } from './language-choice';

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const language = await pageLanguage();
  return (
    <>
      <header className="band">
        <div className="wide">
          <a href="/account">{wordsFor(language, 'document')('centre')}</a>
          <form method="post" action="/signin/out">
            <input type="hidden" name="side" value="account" />
            <button className="link" type="submit">
              {wordsFor(language, 'account')('signOut')}
            </button>
          </form>
        </div>
      </header>
      {(await contactOfRequest()) !== null && <AccountNav language={language} />}
      <main id="main" className="wide calm" tabIndex={-1}>
        {children}
      </main>
      <LanguageChoice language={language} />
    </>
  );
}
