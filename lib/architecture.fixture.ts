import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PARTS = ['app', 'lib', 'db', 'emails', 'e2e'];
const SOURCE = /\.(ts|tsx|mjs)$/;
/** The same words as in `.dependency-cruiser.cjs`. */
const TEST_CODE =
  /\.(test|fixture|samples|arbitraries)\.(ts|tsx|mjs)$|^db\/testing\/|^lib\/pages\/testing\/|^e2e\//;

/** A file of ours as it stands on disk. */
export interface SourceText {
  /** From the root, with forward slashes. */
  path: string;
  text: string;
  /** Whether it exists for tests alone. */
  test: boolean;
}

/** Every source file of the project, test code included. */
export function sourceTexts(): SourceText[] {
  return PARTS.filter((part) => existsSync(join(ROOT, part)))
    .flatMap((part) =>
      readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(part, name).replaceAll('\\', '/'),
      ),
    )
    .filter((path) => SOURCE.test(path) && !path.includes('node_modules/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8'), test: TEST_CODE.test(path) }));
}

/** Parses a file without asking for types. */
export function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('.tsx')
    ? ts.ScriptKind.TSX
    : path.endsWith('.mjs')
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** `file:line`, for a message that leads to the place. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** Where something is read that only the outside knows: a clock, chance, the environment, a timer, the network. */
export function impurities(file: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(file, (node) => {
    const what = impurityOf(node);
    if (what !== null) found.push(`${placeOf(node)} ${what}`);
  });
  return found;
}

const PURE_CRYPTO = new Set(['createHash', 'createHmac', 'hash', 'timingSafeEqual']);
const OUTSIDE = new Set([
  'process',
  'globalThis',
  'fetch',
  'setTimeout',
  'setInterval',
  'performance',
  'console',
]);

function impurityOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
    return 'new Date() reads the clock';
  }
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    if (callee === 'Date' || callee === 'Date.now') return `${callee}() reads the clock`;
    if (callee === 'Math.random') return 'Math.random() is chance';
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return 'import() loads at run time';
  }
  if (ts.isImportDeclaration(node) && /^(node:)?crypto$/.test(textOf(node.moduleSpecifier))) {
    const bindings = node.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return 'takes all of node:crypto';
    const odd = bindings.elements.map((one) => (one.propertyName ?? one.name).text);
    const chance = odd.filter((name) => !PURE_CRYPTO.has(name));
    if (chance.length > 0) return `takes ${chance.join(', ')} of node:crypto`;
  }
  if (ts.isIdentifier(node) && OUTSIDE.has(node.text) && isFreeName(node)) return `reaches for ${node.text}`;
  return null;
}

/** Whether an identifier stands for a value of that name, rather than for a property, parameter or label. */
function isFreeName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) ? parent.expression === node : false;
}

/** The text of a string literal or of the fixed parts of a template; '' for anything else. */
export function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ? ');
  return '';
}

const STATEMENT =
  /^\s*(--[^\n]*\s+)*(SELECT|INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|COPY|WITH \w+ AS|LOCK TABLE|CREATE|ALTER|DROP|GRANT|REVOKE|BEGIN|SET ROLE|LISTEN|NOTIFY)\b/;
const LOWER_CASE_STATEMENT =
  /^\s*(--[^\n]*\s+)*(select\s[^.]*\sfrom\s+[a-z_]+|insert into\s|update\s+\w+\s+set\s|delete from\s|truncate\s)/;

/** Where SQL stands in a file. */
export function statements(file: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(file, (node) => {
    const text = textOf(node);
    if (text !== '' && (STATEMENT.test(text) || LOWER_CASE_STATEMENT.test(text))) found.push(placeOf(node));
  });
  return found;
}
