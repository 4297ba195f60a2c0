import { directionOf, type Language } from '../lib/domain/language';
import { escapeHtml, singleLine, webUrl } from './escape';
import { layoutHtml, senderHtml, senderText } from './layout';
import { markdownToHtml, markdownToText } from './markdown';
import type { Brand, RenderedEmail } from './rendered-email';
import { wordsFor } from './words/words';

export interface AnnouncementProps {
  /** The sender on whose behalf this marketing goes out. */
  brand: Brand;
  subject: string;
  /** The line an inbox shows after the subject; the first words of the body when left out. */
  preheader?: string;
  bodyMarkdown: string;
  /** What permits it, told at the foot: "You said yes to Offers by email from Northgate." */
  why: 'permission' | 'soft_opt_in' | 'legitimate_interest' | 'other';
  senderName: string;
  /** What the opt-out link stops, such as "Offers". */
  topicName: string;
  /** The language of the words around the body. */
  language: Language;
  /** The language the body and subject are written in. */
  bodyLanguage: Language;
}

export interface AnnouncementRecipient {
  /** The page that stops these emails (the visible link, not the one-click address). */
  unsubscribeUrl: string;
  preferencesUrl: string;
  /** A first name; left out of the greeting when it does not look like a name. */
  greetingName?: string;
}

/** Slots are marked with private-use characters, which are taken out of everything a sender writes. */
const SLOT = /\ue000([a-z]+)\ue001/;
const SLOT_MARKS = /[\ue000\ue001]/g;
type Slot = 'greeting' | 'unsubscribe' | 'preferences';
const slot = (name: Slot) => `\ue000${name}\ue001`;
/** Letters with single spaces, apostrophes or hyphens: nothing a mail program would turn into a link. */
const NAME = /^\p{L}[\p{L}\p{M}]*\.?(?:[ '’-]\p{L}[\p{L}\p{M}]*\.?)*$/u;
const LONGEST_NAME = 60;
const PREHEADER_CHARACTERS = 110;

/**
 * Renders an announcement once and returns a function that fills in one recipient by joining strings:
 * about ten microseconds each. Throws a RangeError for a link that is not http or https.
 */
export function compileAnnouncement(
  props: AnnouncementProps,
): (recipient: AnnouncementRecipient) => RenderedEmail {
  const clean = withoutSlotMarks(props);
  const subject = singleLine(clean.subject);
  const htmlParts = announcementHtml(clean, subject).split(SLOT);
  const textParts = announcementText(clean).split(SLOT);
  return (recipient) => {
    const values: Record<Slot, string> = {
      greeting: greeting(props.language, recipient.greetingName),
      unsubscribe: webUrl(recipient.unsubscribeUrl),
      preferences: webUrl(recipient.preferencesUrl),
    };
    return {
      subject,
      html: fill(htmlParts, values, escapeHtml),
      text: fill(textParts, values, (value) => value),
    };
  };
}

/** The subject of one email that carries several. */
export function digestSubject(
  language: Language,
  about: { topic: string; sender: string; count: number },
): string {
  return singleLine(wordsFor(language, 'announcement')('digestSubject', about));
}

/** One announcement for one recipient. */
export function announcement(props: AnnouncementProps & { recipient: AnnouncementRecipient }): RenderedEmail {
  return compileAnnouncement(props)(props.recipient);
}

/** `split` with one capture group alternates fixed text and slot names. */
function fill(
  parts: readonly string[],
  values: Record<Slot, string>,
  encode: (value: string) => string,
): string {
  let out = '';
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    out += index % 2 === 0 ? part : encode(values[part as Slot]);
  }
  return out;
}

function greeting(language: Language, name: string | undefined): string {
  const words = wordsFor(language, 'announcement');
  const text = name === undefined ? '' : singleLine(name);
  return text.length <= LONGEST_NAME && NAME.test(text)
    ? words('greetingName', { name: text })
    : words('greeting');
}

function withoutSlotMarks(props: AnnouncementProps): AnnouncementProps {
  const strip = (text: string) => text.replace(SLOT_MARKS, '');
  const { brand } = props;
  return {
    ...props,
    brand: {
      name: strip(brand.name),
      legalName: strip(brand.legalName),
      postalAddress: strip(brand.postalAddress),
      privacyUrl: strip(brand.privacyUrl),
      colour: strip(brand.colour),
    },
    subject: strip(props.subject),
    bodyMarkdown: strip(props.bodyMarkdown),
    senderName: strip(props.senderName),
    topicName: strip(props.topicName),
    ...(props.preheader === undefined ? {} : { preheader: strip(props.preheader) }),
  };
}

/** The sentences at the foot, in both parts the same. */
function footWords({ language, why, topicName, senderName }: AnnouncementProps) {
  const words = wordsFor(language, 'announcement');
  const topic = singleLine(topicName);
  return {
    why: words(`why.${why}`, { topic, sender: singleLine(senderName) }),
    unsubscribe: words('unsubscribe', { topic }),
    preferences: words('preferences'),
  };
}

function announcementHtml(props: AnnouncementProps, subject: string): string {
  const { brand, language, bodyLanguage } = props;
  const foot = footWords(props);
  const link = (name: Slot, words: string) =>
    `<a class="strong" href="${slot(name)}" style="display:inline-block;padding:6px 0;font-weight:600;color:#1b1c1e">${escapeHtml(words)}</a>`;
  return layoutHtml({
    brand,
    language,
    subject,
    preheader: props.preheader ?? firstWords(props.bodyMarkdown),
    bodyHtml: `<p style="margin:0 0 16px;color:#1b1c1e">${slot('greeting')}</p>
<div lang="${bodyLanguage}" dir="${directionOf(bodyLanguage)}">
${markdownToHtml(props.bodyMarkdown)}</div>`,
    footerHtml: `<p style="margin:0 0 8px;color:#55585e">${escapeHtml(foot.why)}</p>
<p class="strong" style="margin:0 0 16px;font-size:16px;line-height:26px;color:#1b1c1e">${link('unsubscribe', foot.unsubscribe)}<br>
${link('preferences', foot.preferences)}</p>
${senderHtml(brand, webUrl(brand.privacyUrl), language)}`,
  });
}

function announcementText(props: AnnouncementProps): string {
  const foot = footWords(props);
  return `${slot('greeting')}

${markdownToText(props.bodyMarkdown)}

--
${foot.why}

${foot.unsubscribe}
${slot('unsubscribe')}

${foot.preferences}
${slot('preferences')}

${senderText(props.brand, webUrl(props.brand.privacyUrl), props.language)}
`;
}

function firstWords(bodyMarkdown: string): string {
  const text = singleLine(markdownToText(bodyMarkdown).replace(/^#+ /gm, ''));
  if (text.length <= PREHEADER_CHARACTERS) return text;
  return `${text.slice(0, text.lastIndexOf(' ', PREHEADER_CHARACTERS))}…`;
}
