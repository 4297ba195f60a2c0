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

export interface SignInLinkProps {
  brand: Brand;
  language: Language;
  /** `account` for the person's own control panel, `staff` for the desk. */
  audience: 'account' | 'staff';
  /** The page with the sign-in button; opening it signs nobody in. */
  signInUrl: string;
  /** How long the link works. */
  minutes: number;
}

/** The emailed sign-in link: single use, short-lived, and harmless to open by a scanner. */
export function signInLink(props: SignInLinkProps): RenderedEmail {
  const { brand, audience, language, minutes } = props;
  const words = wordsFor(language, 'sign-in-link');
  const url = webUrl(props.signInUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = singleLine(words(`${audience}.subject`, { name }));
  const title = words(`${audience}.heading`);
  const how = words(`${audience}.how`);
  const life = words('life', { minutes });
  const where = words('where');
  const notYou = words('notYou');
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: life,
    bodyHtml: [
      heading(title),
      paragraph(how),
      paragraph(life),
      paragraph(where),
      button(words('button'), url, brand),
      quietParagraph(notYou),
      spelledOutLink(url, language),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${title}

${how}

${life}

${where}

${url}

${notYou}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}
