import ts from 'typescript';
import { expect, it } from 'vitest';
import { parse, placeOf, sourceTexts, walk } from '../../architecture.fixture';

/** Everything people read, but for the desk, which is in English. */
const READ_BY_PEOPLE =
  /^(lib\/pages\/[^/]+\.tsx|app\/(account|signin)\/.+\.tsx|app\/[^/]+\.tsx|emails\/[^/]+\.ts)$/;
/** Attributes that are read out or shown. */
const SHOWN_ATTRIBUTES: ReadonlySet<string> = new Set([
  'alt',
  'aria-label',
  'aria-roledescription',
  'label',
  'hint',
  'placeholder',
  'title',
]);
const WORD = /\p{L}{2,}/u;
/** Three words in a row make a sentence; code, class names and style sheets are written otherwise. */
const SENTENCE = /^\p{Lu}[\p{L}’]*( [\p{L}’,]+){2,}/u;

/** Where a file has words of its own that no other language can replace. */
function bareWords(file: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (isShown(node)) found.push(`${placeOf(node)} ${node.getText().trim()}`);
  });
  return found;
}

function isShown(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return WORD.test(node.text);
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  // One small word may be a key: `title="incomplete"`.
  if (ts.isJsxAttribute(node.parent))
    return SHOWN_ATTRIBUTES.has(node.parent.name.getText()) && /^\p{Lu}|\s/u.test(node.text);
  return SENTENCE.test(node.text) && !ts.isNewExpression(node.parent);
}

it('pages and emails take every word from the catalogues', () => {
  const files = sourceTexts().filter(({ path, test }) => READ_BY_PEOPLE.test(path) && !test);
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap(({ path, text }) => bareWords(parse(path, text)))).toEqual([]);
});

it('finds words that stand in a page', () => {
  const page = (text: string) => bareWords(parse('page.tsx', text));
  expect(page('const a = <p>{words("x")} Stop</p>;')).toEqual(['page.tsx:1 Stop']);
  expect(page('const a = <a title="Stop">{b}</a>;')).toHaveLength(1);
  expect(page("const a = 'You can stop this now.';")).toHaveLength(1);
  expect(
    page("const a = <p className='big box'>·{words('a b c')}</p>; throw new Error('That is not so');"),
  ).toEqual([]);
});
