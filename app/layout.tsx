import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { directionOf } from '../lib/domain/language';
import { wordsFor } from '../lib/pages/words/words';
import './globals.css';
import { pageLanguage } from './page-language';

/** Every page asks the record at each request; nothing is made at build time. */
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const centre = wordsFor(await pageLanguage(), 'document')('centre');
  return {
    title: { default: centre, template: `%s – ${centre}` },
    robots: { index: false, follow: false },
    referrer: 'same-origin',
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = await pageLanguage();
  return (
    <html lang={language} dir={directionOf(language)}>
      <body>
        <a className="skip" href="#main">
          {wordsFor(language, 'document')('skip')}
        </a>
        {children}
      </body>
    </html>
  );
}
