import type { Language } from '../lib/domain/language';
import type { Regulator } from '../lib/domain/regulator';
import type { DataRequestKind, DataRequestStepKind } from '../lib/domain/vocabulary';
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

/** One step of a request about somebody's own data, as they are told it. */
export interface DataRequestProps {
  brand: Brand;
  language: Language;
  reference: string;
  request: DataRequestKind;
  step: DataRequestStepKind;
  /** Days in words, as the person's calendar shows them. */
  receivedOn: string;
  dueBy: string | null;
  /** What staff wrote; shown as written. */
  words: string | null;
  regulator: Regulator;
  /** Where the person sees their requests; null where they have no account, or no longer. */
  requestsUrl: string | null;
}

/** Tells a person what became of what they asked about their own data (GDPR Art. 12(3), 12(4); s.164A). */
export function dataRequest(props: DataRequestProps): RenderedEmail {
  const { brand, language, reference, request, step } = props;
  const words = wordsFor(language, 'data-request');
  const of = request === 'complaint' ? 'complaint' : 'request';
  const subject = singleLine(words(`subject.${of}.${step}`, { reference }));
  const said = sentences(props);
  const url = props.requestsUrl === null ? null : webUrl(props.requestsUrl);
  const privacyUrl = webUrl(brand.privacyUrl);
  const referenceLine = words('reference', { reference });
  const html = layoutHtml({
    brand,
    language,
    subject,
    preheader: said[0] ?? subject,
    bodyHtml: [
      heading(subject),
      ...said.map(paragraph),
      ...(url === null ? [] : [button(words('button'), url, brand)]),
      quietParagraph(referenceLine),
      ...(url === null ? [] : [spelledOutLink(url, language)]),
    ].join('\n'),
    footerHtml: footerHtml(words('why'), brand, privacyUrl, language),
  });
  const text = `${[subject, ...said, ...(url === null ? [] : [url]), referenceLine].join('\n\n')}

--
${words('why')}

${senderText(brand, privacyUrl, language)}
`;
  return { subject, html, text };
}

function sentences(props: DataRequestProps): string[] {
  const { language, request } = props;
  const words = wordsFor(language, 'data-request');
  const asked = words(`asked.${request}`, { day: props.receivedOn });
  return [asked, ...told(props)];
}

function told(props: DataRequestProps): string[] {
  const { language, request, step, dueBy } = props;
  const words = wordsFor(language, 'data-request');
  const day = dueBy ?? '';
  switch (step) {
    case 'received': {
      const atOnce = request === 'restriction' || request === 'erasure' ? [words(`atOnce.${request}`)] : [];
      const notYou = atOnce.length === 0 ? [] : [words('notYou')];
      const by = request === 'complaint' ? words('lookInto', { day }) : words('answerBy', { day });
      return [...atOnce, by, ...notYou];
    }
    case 'acknowledged':
      return [words('acknowledged', { day }), ...written(props, 'words')];
    case 'progress':
      return [...written(props, 'words'), words('answerBy', { day })];
    case 'extended':
      return [words('extended', { day }), ...written(props, 'reason'), rightsOf(props)];
    case 'done':
      return [
        words(`done.${request}`),
        ...written(props, 'words'),
        ...(request === 'complaint' ? [rightsOf(props)] : []),
      ];
    case 'refused':
      return [
        words(request === 'complaint' ? 'refusedComplaint' : 'refused'),
        ...written(props, 'reason'),
        rightsOf(props),
      ];
    case 'withdrawn':
      return [words(`withdrawn.${request}`), words('notYou')];
    default:
      return step satisfies never;
  }
}

function written({ language, words: text }: DataRequestProps, label: 'words' | 'reason'): string[] {
  if (text === null) return [];
  const paragraphs = text.split(/(?:\r?\n){2,}/).map((part) => part.trim());
  return [wordsFor(language, 'data-request')(label), ...paragraphs.filter(Boolean)];
}

function rightsOf({ language, regulator }: DataRequestProps): string {
  const words = wordsFor(language, 'data-request');
  const name = words(`regulators.${regulator.name}`);
  return words('rights', { regulator: `${name} (${regulator.url})` });
}
