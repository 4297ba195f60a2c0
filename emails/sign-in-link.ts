import { escapeHtml, singleLine, webUrl } from './escape';
import {
  button,
  ENGLISH,
  heading,
  layoutHtml,
  paragraph,
  quietParagraph,
  senderHtml,
  senderText,
  spelledOutLink,
} from './layout';
import type { Brand, RenderedEmail } from './rendered-email';

export interface SignInLinkProps {
  brand: Brand;
  /** `account` for the person's own control panel, `staff` for the desk. */
  audience: 'account' | 'staff';
  /** The page with the sign-in button; opening it signs nobody in. */
  signInUrl: string;
  /** How long the link works. */
  minutes: number;
}

/** The emailed sign-in link: single use, short-lived, and harmless to open by a scanner. */
export function signInLink(props: SignInLinkProps): RenderedEmail {
  const { brand, minutes } = props;
  const url = webUrl(props.signInUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const place = props.audience === 'staff' ? 'the staff desk' : 'your contact preferences';
  const subject = `Your sign-in link for ${props.audience === 'staff' ? `the ${name} staff desk` : name}`;
  const life = `It works once, for the next ${minutes === 1 ? 'minute' : `${minutes} minutes`}.`;
  const how = `This link takes you to a page with one button, which signs you in to ${place}. ${life}`;
  const notYou =
    'If you did not ask for this, you need do nothing: nobody is signed in until that button is pressed. Do not pass this email on.';
  const html = layoutHtml({
    brand,
    language: ENGLISH,
    subject,
    preheader: life,
    bodyHtml: [
      heading(`Sign in to ${place}`),
      paragraph(how),
      button('Go to the sign-in page', url, brand),
      quietParagraph(notYou),
      spelledOutLink(url),
    ].join('\n'),
    footerHtml: `<p style="margin:0 0 10px;color:#55585e">${escapeHtml(WHY)}</p>\n${senderHtml(brand, privacyUrl)}`,
  });
  const text = `Sign in to ${place}

${how}

${url}

${notYou}

--
${WHY}

${senderText(brand, privacyUrl)}
`;
  return { subject, html, text };
}

const WHY = 'You get this because somebody typed this email address on our sign-in page.';
