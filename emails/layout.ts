import { directionOf, type Language } from '../lib/domain/language';
import { brandColours } from './brand-colour';
import { escapeHtml, singleLine } from './escape';
import type { Brand } from './rendered-email';
import { wordsFor } from './words/words';

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** Keeps the first words of the body out of the inbox preview, after the preheader. */
const PREVIEW_PADDING = '&#847;&zwnj;&nbsp;'.repeat(60);

export interface LayoutInput {
  brand: Pick<Brand, 'name' | 'colour'>;
  language: Language;
  subject: string;
  /** The line an inbox shows after the subject. */
  preheader: string;
  /** Markup already escaped by the template. */
  bodyHtml: string;
  footerHtml: string;
}

/** A whole HTML email: one column, no images needed, light and dark, at most 600 px wide. */
export function layoutHtml(input: LayoutInput): string {
  const lang = input.language;
  const dir = directionOf(lang);
  const title = escapeHtml(singleLine(input.subject));
  const colours = brandColours(input.brand.colour);
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${title}</title>
<style>${styleSheet(colours.darkEdge)}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f3f2ef;color:#1b1c1e;font-family:${FONT};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;mso-hide:all" aria-hidden="true">${escapeHtml(singleLine(input.preheader))}${PREVIEW_PADDING}</div>
<div role="article" aria-label="${title}" lang="${lang}" dir="${dir}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background-color:#f3f2ef">
<tr><td align="center" style="padding:24px 12px 40px">
<table role="presentation" dir="${dir}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto">
<tr><td class="ink" style="padding:0 4px 12px;font-size:17px;line-height:24px;font-weight:700;color:#1b1c1e">${escapeHtml(input.brand.name)}</td></tr>
<tr><td class="bar" style="height:4px;line-height:4px;font-size:4px;background-color:${colours.edge};border-radius:8px 8px 0 0">&nbsp;</td></tr>
<tr><td class="card pad" style="background-color:#ffffff;padding:32px 36px;border-radius:0 0 8px 8px;font-size:16px;line-height:25px;overflow-wrap:anywhere">
${input.bodyHtml}
</td></tr>
<tr><td class="quiet foot" style="padding:22px 4px 0;font-size:14px;line-height:22px;color:#55585e;overflow-wrap:anywhere">
${input.footerHtml}
</td></tr>
</table>
</td></tr>
</table>
</div>
</body>
</html>
`;
}

function styleSheet(darkEdge: string): string {
  return `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:inherit}
img{max-width:100%;height:auto;border:0}
@media (max-width:480px){.pad{padding:24px 20px !important}.button-table{width:100% !important}.button{display:block !important;text-align:center}}
@media (prefers-color-scheme:dark){
.page{background-color:#101113 !important}
.card{background-color:#1c1d20 !important;color:#ecedee !important}
.ink,.card h1,.card h2,.card h3,.card p,.card li,.card td,.card th{color:#ecedee !important}
.quiet,.foot p,.foot a,.card .quiet{color:#a9adb5 !important}
.foot .strong,.card a.plain{color:#ecedee !important}
.bar{background-color:${darkEdge} !important}
.button-cell{border-color:${darkEdge} !important}
.rule{border-color:#3a3c41 !important}
}
`;
}

export function heading(text: string): string {
  return `<h1 style="margin:0 0 16px;font-size:24px;line-height:31px;font-weight:700;color:#1b1c1e">${escapeHtml(text)}</h1>`;
}

export function paragraph(text: string): string {
  return `<p style="margin:0 0 16px;color:#1b1c1e">${escapeHtml(text)}</p>`;
}

export function quietParagraph(text: string): string {
  return `<p class="quiet" style="margin:0 0 12px;font-size:14px;line-height:22px;color:#55585e">${escapeHtml(text)}</p>`;
}

/** One big link in the brand's colour; `href` comes from `webUrl`. */
export function button(label: string, href: string, brand: Pick<Brand, 'colour'>): string {
  const colours = brandColours(brand.colour);
  return `<table role="presentation" class="button-table" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td class="button-cell" bgcolor="${colours.fill}" style="background-color:${colours.fill};border:1px solid ${colours.edge};border-radius:6px"><a class="button" href="${escapeHtml(href)}" style="display:inline-block;padding:14px 26px;font-size:17px;line-height:22px;font-weight:600;color:${colours.onFill};text-decoration:none;border-radius:6px">${escapeHtml(label)}</a></td></tr></table>`;
}

/** The address behind a button, spelled out for readers whose mail program shows no links. */
export function spelledOutLink(href: string, language: Language): string {
  const shown = escapeHtml(href);
  const words = escapeHtml(wordsFor(language, 'layout')('linkSpelledOut'));
  return `<p class="quiet" style="margin:0;font-size:14px;line-height:22px;color:#55585e">${words}<br><a class="quiet" dir="ltr" href="${shown}" style="color:#55585e;word-break:break-all">${shown}</a></p>`;
}

/** Who sends this: name, legal name, postal address and privacy notice, for the foot of every email. */
export function senderHtml(brand: Brand, privacyUrl: string, language: Language): string {
  const [who = '', ...address] = senderLines(brand, language).map(escapeHtml);
  const lines = [who, ...address.map((line) => `<bdi>${line}</bdi>`)].join('<br>');
  const notice = escapeHtml(wordsFor(language, 'layout')('privacyNotice'));
  return `<p style="margin:0 0 10px;color:#55585e">${lines}</p>
<p style="margin:0;color:#55585e"><a href="${escapeHtml(privacyUrl)}" style="color:#55585e">${notice}</a></p>`;
}

export function senderText(brand: Brand, privacyUrl: string, language: Language): string {
  const notice = wordsFor(language, 'layout')('privacyNoticeAt', { url: privacyUrl });
  return [...senderLines(brand, language), '', notice].join('\n');
}

/** The small print under a service email: why it came, and who sends it. */
export function footerHtml(why: string, brand: Brand, privacyUrl: string, language: Language): string {
  return `<p style="margin:0 0 10px;color:#55585e">${escapeHtml(why)}</p>\n${senderHtml(brand, privacyUrl, language)}`;
}

function senderLines(brand: Brand, language: Language): string[] {
  const words = wordsFor(language, 'layout');
  const name = singleLine(brand.name);
  const legalName = singleLine(brand.legalName);
  const address = brand.postalAddress.split(/\r\n|\r|\n/).map(singleLine);
  const who = name === legalName ? words('sentBy', { name }) : words('sentByTradingAs', { name, legalName });
  return [who, ...address.filter((line) => line !== '')];
}
