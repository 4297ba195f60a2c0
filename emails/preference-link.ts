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

export interface PreferenceLinkProps {
  brand: Brand;
  /** The preference page of the address this goes to. */
  preferencesUrl: string;
}

/** The link to one's own preference page, asked for on the home page by typing the address. */
export function preferenceLink(props: PreferenceLinkProps): RenderedEmail {
  const { brand } = props;
  const url = webUrl(props.preferencesUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const subject = `Choose how ${singleLine(brand.name)} may contact you`;
  const html = layoutHtml({
    brand,
    language: ENGLISH,
    subject,
    preheader: 'See and change what you get, or stop everything. No password needed.',
    bodyHtml: [
      heading('Your contact preferences'),
      paragraph(WHAT),
      button('See my preferences', url, brand),
      quietParagraph(KEEP),
      spelledOutLink(url),
    ].join('\n'),
    footerHtml: `<p style="margin:0 0 10px;color:#55585e">${escapeHtml(WHY)}</p>\n${senderHtml(brand, privacyUrl)}`,
  });
  const text = `Your contact preferences

${WHAT}

${url}

${KEEP}

--
${WHY}

${senderText(brand, privacyUrl)}
`;
  return { subject, html, text };
}

const WHAT =
  'Here is the link you asked for. It shows what may be sent to this email address, by whom, and lets you change any of it or stop everything. No password is needed.';
const KEEP =
  'Whoever has this link can change these choices, so keep it to yourself. If you did not ask for it, you need do nothing: nothing changes until somebody uses the page.';
const WHY = 'You get this because somebody typed this email address on our home page.';
