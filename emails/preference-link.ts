import type { Language } from '../lib/domain/language';
import { singleLine, webUrl } from './escape';
import {
  button,
  footerHtml,
  heading,
  layoutHtml,
  paragraph,
  quietParagraph,
  senderText,
  spelledOutLink,
} from './layout';
import type { Brand, RenderedEmail } from './rendered-email';
import { wordsFor } from './words/words';

export interface PreferenceLinkProps {
  brand: Brand;
  language: Language;
  /** The preference page of the address this goes to. */
  preferencesUrl: string;
}

/** The link to one's own preference page, asked for on the home page by typing the address. */
export function preferenceLink(props: PreferenceLinkProps): RenderedEmail {
  const { brand, language } = props;
  const words = wordsFor(language, 'preference-link');
  const url = webUrl(props.preferencesUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const subject = singleLine(words('subject', { name: singleLine(brand.name) }));
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: words('preheader'),
    bodyHtml: [
      heading(words('heading')),
      paragraph(words('what')),
      button(words('button'), url, brand),
      quietParagraph(words('keep')),
      spelledOutLink(url, language),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${words('heading')}

${words('what')}

${url}

${words('keep')}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}
