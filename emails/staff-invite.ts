import type { StaffRole } from '../lib/domain/vocabulary';
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

export interface StaffInviteProps {
  brand: Brand;
  role: StaffRole;
  /** The page with the sign-in button. */
  inviteUrl: string;
  /** How long the link works. */
  hours: number;
}

const ROLE_WORDS: Record<StaffRole, string> = {
  agent: 'an agent: you can find people and record what they ask for',
  manager: 'a manager: you can do an agent’s work and look after the requests taken',
  auditor: 'an auditor: you can read the record and its history, and change nothing',
  admin: 'an administrator: you can set up senders, topics, notices and staff',
};

/** Tells a new member of staff that they have access, as what, and how to sign in for the first time. */
export function staffInvite(props: StaffInviteProps): RenderedEmail {
  const { brand } = props;
  const url = webUrl(props.inviteUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = `You have been given access to the ${name} staff desk`;
  const what = `You have been added to the ${name} staff desk as ${ROLE_WORDS[props.role]}.`;
  const life = `The link works once, for the next ${props.hours === 1 ? 'hour' : `${props.hours} hours`}. After that, ask for a new one on the staff sign-in page with this email address.`;
  const html = layoutHtml({
    brand,
    language: ENGLISH,
    subject,
    preheader: what,
    bodyHtml: [
      heading('Welcome to the staff desk'),
      paragraph(what),
      paragraph(LOOKS),
      button('Go to the sign-in page', url, brand),
      quietParagraph(life),
      spelledOutLink(url),
    ].join('\n'),
    footerHtml: `<p style="margin:0 0 10px;color:#55585e">${escapeHtml(WHY)}</p>\n${senderHtml(brand, privacyUrl)}`,
  });
  const text = `Welcome to the staff desk

${what}

${LOOKS}

${url}

${life}

--
${WHY}

${senderText(brand, privacyUrl)}
`;
  return { subject, html, text };
}

const LOOKS =
  'Every look at a person’s record is written down with your name, so open only what your work needs.';
const WHY =
  'You get this because an administrator added this email address. If that is a mistake, do not use the link.';
