import type { Language } from '../lib/domain/language';
import { escapeHtml, singleLine, webUrl } from './escape';
import { footerHtml, heading, layoutHtml, paragraph, senderText } from './layout';
import type { Brand, RenderedEmail } from './rendered-email';
import { wordsFor } from './words/words';

export interface ThirdPartyNoticeProps {
  /** Our own brand: who passed the data on. */
  brand: Brand;
  language: Language;
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
  const { brand, language } = props;
  const words = wordsFor(language, 'third-party-notice');
  const privacyUrl = webUrl(brand.privacyUrl);
  const name = singleLine(brand.name);
  const subject = words('subject');
  const who =
    props.address === null ? words('addressGone') : words('address', { address: singleLine(props.address) });
  const ask = words('ask', { name, thirdParty: singleLine(props.thirdParty) });
  const given = props.disclosures.map(({ reference, what, on }) =>
    words('disclosure', { what: singleLine(what), day: on, reference }),
  );
  const refused = props.refused.map(singleLine);
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: words('preheader'),
    bodyHtml: [
      heading(words('heading')),
      paragraph(ask),
      paragraph(who),
      paragraph(words('refused')),
      list(refused),
      paragraph(words('given')),
      list(given),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${words('heading')}

${ask}

${who}

${words('refused')}
${refused.map((line) => `- ${line}`).join('\n')}

${words('given')}
${given.map((line) => `- ${line}`).join('\n')}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}

function list(lines: readonly string[]): string {
  const items = lines.map((line) => `<li style="margin:0 0 6px;color:#1b1c1e">${escapeHtml(line)}</li>`);
  return `<ul style="margin:0 0 16px;padding:0;padding-inline-start:22px">${items.join('')}</ul>`;
}
