import ts from 'typescript';
import { expect, it } from 'vitest';
import { en as emails } from '../../../emails/words/en';
import { parse, sourceTexts, walk } from '../../architecture.fixture';
import { messagesIn } from '../testing/icu';
import { en as pages } from './en';

/** The texts of a file that may be keys, as patterns: a value put into one stands for any part of a key. */
function keysNamed(file: ts.SourceFile): { plain: Set<string>; patterns: RegExp[] } {
  const plain = new Set<string>();
  const patterns: RegExp[] = [];
  walk(file, (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) plain.add(node.text);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) plain.add(node.name.text);
    if (!ts.isTemplateExpression(node)) return;
    const texts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
    if (texts.every((text) => /^[\w.-]*$/.test(text)) && texts.some((text) => text.includes('.')))
      patterns.push(new RegExp(`^${texts.map((text) => text.replaceAll('.', '\\.')).join('[\\w-]+')}$`));
  });
  return { plain, patterns };
}

const sources = sourceTexts()
  .filter(
    ({ path, test }) => !test && /^(lib\/(pages|doors|mail|jobs|services|domain)|app|emails)\//.test(path),
  )
  .filter(({ path }) => !/\/words\/[a-z]{2}\.ts$/.test(path))
  .map(({ path, text }) => ({ path, ...keysNamed(parse(path, text)) }));

/** Whether a file asks for a namespace, or imports what does. */
const names = (texts: ReadonlySet<string>, namespace: string) =>
  [...texts].some((text) => text === namespace || text.endsWith(`/${namespace}`));

/** Keys a page may build from a union's values: each value stands somewhere as a text or as a name. */
const isUsed = (key: string, from: typeof sources) =>
  from.some(({ plain, patterns }) => plain.has(key) || patterns.some((pattern) => pattern.test(key)));

it.each(Object.entries(pages))('every message of the pages’ %s is said somewhere', (namespace, messages) => {
  const own = sources.filter(({ path, plain }) => path.startsWith('lib/domain/') || names(plain, namespace));
  // Values of unions stand in the domain. A key of several parts is handed on to files that name no namespace; one of one part is too common a word.
  const unused = messagesIn(messages).filter(({ key }) => !isUsed(key, key.includes('.') ? sources : own));
  expect(unused.map(({ key }) => key)).toEqual([]);
});

it.each(Object.entries(emails))(
  'every message of the emails’ %s is said somewhere',
  (_namespace, messages) => {
    const own = sources.filter(({ path }) => path.startsWith('emails/') || path.startsWith('lib/mail/'));
    const unused = messagesIn(messages).filter(({ key }) => !isUsed(key, own));
    expect(unused.map(({ key }) => key)).toEqual([]);
  },
);
