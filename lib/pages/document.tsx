import type { ReactElement, ReactNode } from 'react';
import { directionOf, LANGUAGES, type Language, ownNameOf } from '../domain/language';
import type { Brand } from './brand';
import { carryLanguage, withLanguage } from './page-path';
import { styleFor } from './styles';
import { wordsFor } from './words/words';

/** What a page looks and speaks like. */
export interface Look {
  language: Language;
  /** The page's address asked for the language: then every link of the page does too. */
  languageAsked: boolean;
  /** The sender the page speaks for, or the centre itself. */
  brand: Brand;
}

/** A look, and the IANA time zone dates are told in. */
export interface Frame extends Look {
  timeZone: string;
}

/** What one page puts inside the document. */
export interface PageContent {
  title: string;
  body: ReactNode;
  /** Where the same page is had by GET, if not at its own address without a query: `?sent`, or another path. */
  address?: string;
}

/** A whole page and the hash its Content-Security-Policy must allow. */
export interface RenderedPage {
  readonly html: string;
  /** The same in UTF-8, where it was put together as bytes. */
  readonly bytes?: Uint8Array;
  /** `sha256-…`, without quotes. */
  styleHash: string;
}

type RenderToStaticMarkup = (element: ReactElement) => string;
let markup: Promise<RenderToStaticMarkup> | undefined;

/** Loaded on first use: a Next route bundle refuses a static import of react-dom/server. */
export function staticMarkup(): Promise<RenderToStaticMarkup> {
  markup ??= import('react-dom/server').then((module) => module.renderToStaticMarkup);
  return markup;
}

/** Renders one page as a complete HTML document without script, cookie or inline style attribute. */
export async function renderPage(look: Look, content: PageContent): Promise<RenderedPage> {
  const render = await staticMarkup();
  return { html: documentHtml(render, look, content), styleHash: styleFor(look.brand).hash };
}

/** The document as text, for callers that hold the renderer already. */
export function documentHtml(render: RenderToStaticMarkup, look: Look, content: PageContent): string {
  const rendered = render(<Document look={look} content={content} />).replace(/^<!DOCTYPE html>/i, '');
  return `<!DOCTYPE html>${look.languageAsked ? carryLanguage(rendered, look.language) : rendered}`;
}

/** The policy every public page is sent with: its own style, own images, own forms, nothing else. */
export function contentSecurityPolicy(styleHash: string): string {
  return `default-src 'none'; style-src '${styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

function Document({ look, content }: { look: Look; content: PageContent }) {
  const words = wordsFor(look.language, 'document');
  return (
    <html lang={look.language} dir={directionOf(look.language)}>
      {/* biome-ignore lint/style/noHeadElement: a whole document of its own, outside Next */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${content.title} – ${look.brand.name}`}</title>
        <style>{styleFor(look.brand).css}</style>
      </head>
      <body>
        <a className="skip" href="#main">
          {words('skip')}
        </a>
        <header>
          <div className="wrap">
            <a href="/">{look.brand.name}</a>
            {look.brand.name !== words('centre') && <span>{words('centre')}</span>}
          </div>
        </header>
        <main id="main" className="wrap" tabIndex={-1}>
          {content.body}
        </main>
        <footer>
          <nav className="wrap" aria-label={words('footer')}>
            <ul>
              <FooterLink href="/privacy" text={words('privacy')} />
              <FooterLink href="/cookies" text={words('cookies')} />
              <FooterLink href="/accessibility" text={words('accessibility')} />
            </ul>
          </nav>
          <LanguageLinks address={content.address ?? ''} language={look.language} />
        </footer>
      </body>
    </html>
  );
}

/** The same page in each other language, named in that language (WCAG 3.1.2). */
function LanguageLinks({ address, language }: { address: string; language: Language }) {
  return (
    <nav className="wrap" aria-label={wordsFor(language, 'document')('languages')}>
      <ul>
        {LANGUAGES.map((other) => (
          <li key={other}>
            {other === language ? (
              <b lang={other}>{ownNameOf(other)}</b>
            ) : (
              <a href={withLanguage(address, other)} lang={other} hrefLang={other}>
                {ownNameOf(other)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FooterLink({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <a href={href}>{text}</a>
    </li>
  );
}
