import type { Language } from '../lib/domain/language';
import { escapeHtml, singleLine, webUrl } from './escape';
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

export interface AddressCodeProps {
  brand: Brand;
  language: Language;
  code: string;
  /** The page with the button that confirms; opening it confirms nothing. */
  confirmUrl: string;
  /** How long the code works. */
  minutes: number;
}

/** The code that shows that somebody reads mail at an address they want to add. The subject, which relays log, has none. */
export function addressCode(props: AddressCodeProps): RenderedEmail {
  const { brand, language, minutes } = props;
  const words = wordsFor(language, 'address-code');
  const url = webUrl(props.confirmUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const subject = singleLine(words('subject', { name: singleLine(brand.name) }));
  const title = words('heading');
  const code = words('code', { code: props.code });
  const lines = [words('how'), words('life', { minutes }), words('here')];
  const notYou = words('notYou');
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: lines[0] ?? '',
    bodyHtml: [
      heading(title),
      bigLine(code),
      ...lines.map(paragraph),
      button(words('button'), url, brand),
      quietParagraph(notYou),
      spelledOutLink(url, language),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${title}

${[code, ...lines].join('\n\n')}

${url}

${notYou}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}

function bigLine(text: string): string {
  return `<p style="margin:0 0 16px;font-size:22px;line-height:30px;font-weight:700;color:#1b1c1e">${escapeHtml(text)}</p>`;
}
