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

export interface RegistrationConfirmProps {
  brand: Brand;
  language: Language;
  /** The page with the button that confirms; opening it confirms nothing. */
  confirmUrl: string;
  /** The last day of the link, in words. */
  day: string;
}

/** The link that confirms a registration. It names nothing that was typed: whoever reads it may be a stranger. */
export function registrationConfirm(props: RegistrationConfirmProps): RenderedEmail {
  const { brand, language, day } = props;
  const words = wordsFor(language, 'registration-confirm');
  const url = webUrl(props.confirmUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = singleLine(words('subject', { name }));
  const what = words('what', { name });
  const notes = [words('until', { day }), words('notYou')];
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: words('preheader'),
    bodyHtml: [
      heading(words('heading')),
      paragraph(what),
      button(words('button'), url, brand),
      ...notes.map(quietParagraph),
      spelledOutLink(url, language),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${words('heading')}

${what}

${url}

${notes.join('\n\n')}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}
