import type { Language } from '../lib/domain/language';
import type { StaffRole } from '../lib/domain/vocabulary';
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

export interface StaffInviteProps {
  brand: Brand;
  language: Language;
  role: StaffRole;
  /** The page with the sign-in button. */
  inviteUrl: string;
  /** How long the link works. */
  hours: number;
}

/** Tells a new member of staff that they have access, as what, and how to sign in for the first time. */
export function staffInvite(props: StaffInviteProps): RenderedEmail {
  const { brand, language } = props;
  const words = wordsFor(language, 'staff-invite');
  const url = webUrl(props.inviteUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = singleLine(words('subject', { name }));
  const what = words(`what.${props.role}`, { name });
  const life = words('life', { hours: props.hours });
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: what,
    bodyHtml: [
      heading(words('heading')),
      paragraph(what),
      paragraph(words('looks')),
      button(words('button'), url, brand),
      quietParagraph(life),
      spelledOutLink(url, language),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${words('heading')}

${what}

${words('looks')}

${url}

${life}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}
