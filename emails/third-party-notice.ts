import { escapeHtml, singleLine, webUrl } from './escape';
import { ENGLISH, heading, layoutHtml, paragraph, senderHtml, senderText } from './layout';
import type { Brand, RenderedEmail } from './rendered-email';

export interface ThirdPartyNoticeProps {
  /** Our own brand: who passed the data on. */
  brand: Brand;
  /** The third party this goes to. */
  thirdParty: string;
  /** The address as it was passed on; null when we have since erased it. */
  address: string | null;
  /** What was passed on, each with our reference and the day (ISO 8601 date). */
  disclosures: readonly { reference: string; what: string; on: string }[];
  /** What the person has said no to, such as "Offers by email". */
  refused: readonly string[];
}

/** Tells a third party that somebody whose data we passed on has since said no (GDPR Art. 7(3) and 19). */
export function thirdPartyNotice(props: ThirdPartyNoticeProps): RenderedEmail {
  const { brand } = props;
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = 'Please stop: a person whose data we passed to you has said no';
  const who =
    props.address === null
      ? 'We no longer hold the address itself: please find it by our references below.'
      : `The address we passed to you: ${singleLine(props.address)}`;
  const ask = `${name} passed you the data named below. The person has since said no to marketing on behalf of ${singleLine(props.thirdParty)}. Please stop it now, and pass this on to anybody you gave the data to.`;
  const given = props.disclosures.map(
    ({ reference, what, on }) => `${singleLine(what)}, on ${on} (our reference ${reference})`,
  );
  const refused = props.refused.map(singleLine);
  const html = layoutHtml({
    brand,
    language: ENGLISH,
    subject,
    preheader: 'Stop marketing to the person named in this email.',
    bodyHtml: [
      heading('Somebody has said no'),
      paragraph(ask),
      paragraph(who),
      paragraph('They said no to:'),
      list(refused),
      paragraph('What we passed to you:'),
      list(given),
    ].join('\n'),
    footerHtml: `<p style="margin:0 0 10px;color:#55585e">${escapeHtml(WHY)}</p>\n${senderHtml(brand, privacyUrl)}`,
  });
  const text = `Somebody has said no

${ask}

${who}

They said no to:
${refused.map((line) => `- ${line}`).join('\n')}

What we passed to you:
${given.map((line) => `- ${line}`).join('\n')}

--
${WHY}

${senderText(brand, privacyUrl)}
`;
  return { subject, html, text };
}

function list(lines: readonly string[]): string {
  const items = lines.map((line) => `<li style="margin:0 0 6px;color:#1b1c1e">${escapeHtml(line)}</li>`);
  return `<ul style="margin:0 0 16px;padding:0 0 0 22px">${items.join('')}</ul>`;
}

const WHY = 'You get this because you are the contact for data passed to your company.';
