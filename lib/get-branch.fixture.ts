import { dirname, join } from 'node:path';
import ts from 'typescript';
import { parse, placeOf, type SourceText, textOf } from './architecture.fixture';

type Fn = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/** What one file declares and takes from others, by local name. */
interface Module {
  path: string;
  functions: Map<string, Fn>;
  imports: Map<string, { from: string; name: string }>;
  constants: Map<string, ts.Expression>;
}

/** Recording by a verb that was handed in, so that the call does not show where it leads. */
/** What of the database hands out a writer. */
const WRITERS = new Set(['transaction', 'single']);
const RECORDING = /^record(One)?$/;

/** Mounts a route of the API under a method that writes; a test of its own sees that no GET is mounted by it. */
const WRITING_MOUNT = 'mountWrite';

/** A call in a GET that could write. */
export interface WayToWrite {
  place: string;
  /** `file#function` that takes more than a reader, or the transaction itself. */
  callee: string;
}

/**
 * Follows what a GET or HEAD reaches through our own code and tells every call to a service that takes a `Context`
 * instead of a `ReadContext`, and every transaction that is opened. Branches on `.method` are decided as the request
 * would decide them; every other branch counts as taken. `permitted` names the few writes a GET may make.
 */
export class GetBranch {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly modules = new Map<string, Module>();
  private readonly visited = new Set<string>();
  private readonly ways = new Map<string, WayToWrite>();
  readonly reached = new Set<string>();

  constructor(
    files: readonly SourceText[],
    private readonly permitted: ReadonlySet<string>,
  ) {
    this.texts = new Map(files.map(({ path, text }) => [path, text]));
  }

  /** Every way to write that was come by, once. */
  get found(): WayToWrite[] {
    return [...this.ways.values()];
  }

  private find(way: WayToWrite): void {
    this.ways.set(`${way.place} ${way.callee}`, way);
  }

  /** Starts from a function by its exported or local name; false when the file declares no such function. */
  follow(path: string, name: string): boolean {
    const module = this.moduleAt(path);
    const fn = module?.functions.get(name);
    if (module === undefined || fn === undefined) return false;
    for (const method of ['GET', 'HEAD']) this.enter(module, fn, `${path}#${name}`, method);
    return true;
  }

  /** Parsed when first come by: most files are not. */
  private moduleAt(path: string): Module | undefined {
    const text = this.texts.get(path);
    if (text !== undefined && !this.modules.has(path)) this.modules.set(path, readModule(path, text));
    return this.modules.get(path);
  }

  private enter(module: Module, fn: Fn, name: string, method: string): void {
    const visit = `${method} ${name}`;
    if (this.visited.has(visit)) return;
    this.visited.add(visit);
    this.reached.add(name);
    if (fn.body === undefined) return;
    if (ts.isBlock(fn.body)) this.block(module, fn.body.statements, method);
    else this.expression(module, fn.body, method);
  }

  /** Walks statements in order; true when the end cannot be reached. */
  private block(module: Module, statements: readonly ts.Statement[], method: string): boolean {
    return statements.some((statement) => this.statement(module, statement, method));
  }

  private statement(module: Module, node: ts.Statement, method: string): boolean {
    if (ts.isBlock(node)) return this.block(module, node.statements, method);
    if (ts.isIfStatement(node)) {
      this.expression(module, node.expression, method);
      const holds = decide(module, node.expression, method);
      const then = holds !== false && this.statement(module, node.thenStatement, method);
      const other =
        holds !== true &&
        node.elseStatement !== undefined &&
        this.statement(module, node.elseStatement, method);
      return (holds === true && then) || (holds === false && other) || (then && other);
    }
    if (ts.isSwitchStatement(node) && isMethod(node.expression)) return this.onMethod(module, node, method);
    if (ts.isTryStatement(node)) {
      const tried = this.statement(module, node.tryBlock, method);
      const caught = node.catchClause === undefined || this.statement(module, node.catchClause.block, method);
      const last = node.finallyBlock !== undefined && this.statement(module, node.finallyBlock, method);
      return (tried && caught) || last;
    }
    ts.forEachChild(node, (child) => this.expression(module, child, method));
    return ts.isReturnStatement(node) || ts.isThrowStatement(node);
  }

  private onMethod(module: Module, node: ts.SwitchStatement, method: string): boolean {
    const { clauses } = node.caseBlock;
    const named = clauses.findIndex(
      (clause) => ts.isCaseClause(clause) && textOf(clause.expression) === method,
    );
    const start = named >= 0 ? named : clauses.findIndex((clause) => ts.isDefaultClause(clause));
    if (start < 0) return false;
    for (const clause of clauses.slice(start)) {
      const upTo = clause.statements.findIndex((statement) => ts.isBreakStatement(statement));
      const own = upTo < 0 ? clause.statements : clause.statements.slice(0, upTo);
      if (this.block(module, own, method)) return true;
      if (upTo >= 0) return false;
    }
    return false;
  }

  private expression(module: Module, node: ts.Node, method: string): void {
    if (ts.isCallExpression(node) && node.expression.getText() === WRITING_MOUNT) return;
    if (ts.isStatement(node) && !ts.isBlock(node)) {
      this.statement(module, node, method);
      return;
    }
    if (ts.isBlock(node)) {
      this.block(module, node.statements, method);
      return;
    }
    if (ts.isConditionalExpression(node)) {
      const holds = decide(module, node.condition, method);
      if (holds !== false) this.expression(module, node.whenTrue, method);
      if (holds !== true) this.expression(module, node.whenFalse, method);
      this.expression(module, node.condition, method);
      return;
    }
    if (ts.isCallExpression(node)) this.call(module, node, method);
    if (ts.isJsxOpeningLikeElement(node)) this.callNamed(module, node.tagName.getText(), node, method);
    ts.forEachChild(node, (child) => this.expression(module, child, method));
  }

  private call(module: Module, node: ts.CallExpression, method: string): void {
    const callee = node.expression;
    if (ts.isPropertyAccessExpression(callee) && WRITERS.has(callee.name.text)) {
      this.find({ place: placeOf(node), callee: callee.name.text });
    }
    if (ts.isIdentifier(callee) && RECORDING.test(callee.text)) {
      this.find({ place: placeOf(node), callee: callee.text });
    }
    if (ts.isIdentifier(callee)) this.callNamed(module, callee.text, node, method);
  }

  private callNamed(module: Module, local: string, at: ts.Node, method: string): void {
    const target = this.resolve(module, local);
    if (target === null) return;
    const name = `${target.module.path}#${target.name}`;
    if (this.permitted.has(name)) return;
    // A reader cannot write: the type checker sees to everything below.
    if (takes(target.fn, 'ReadContext') && !takes(target.fn, 'Context')) {
      this.reached.add(name);
      return;
    }
    if (target.module.path.startsWith('lib/services/') && takes(target.fn, 'Context')) {
      this.reached.add(name);
      this.find({ place: placeOf(at), callee: name });
      return;
    }
    this.enter(target.module, target.fn, name, method);
  }

  private resolve(module: Module, local: string): { module: Module; name: string; fn: Fn } | null {
    const own = module.functions.get(local);
    if (own !== undefined) return { module, name: local, fn: own };
    const imported = module.imports.get(local);
    if (imported === undefined) return null;
    for (const end of ['.ts', '.tsx', '']) {
      const target = this.moduleAt(imported.from + end);
      const fn = target?.functions.get(imported.name);
      if (target !== undefined && fn !== undefined) return { module: target, name: imported.name, fn };
    }
    return null;
  }
}

/** Whether a parameter of the function is, or may be, of the named type. */
function takes(fn: Fn, type: string): boolean {
  return fn.parameters.some(
    ({ type: said }) =>
      said !== undefined && new RegExp(`(^|[|&]\\s*)${type}\\b(?!\\[)`).test(said.getText()),
  );
}

function isMethod(node: ts.Expression): boolean {
  return (
    (ts.isPropertyAccessExpression(node) && node.name.text === 'method') ||
    (ts.isIdentifier(node) && node.text === 'method')
  );
}

/** Whether a condition holds for a method, or null when it does not hang on the method alone. */
function decide(module: Module, node: ts.Expression, method: string): boolean | null {
  if (ts.isParenthesizedExpression(node)) return decide(module, node.expression, method);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = decide(module, node.operand, method);
    return inner === null ? null : !inner;
  }
  if (ts.isCallExpression(node)) return decideMembership(module, node, method);
  if (!ts.isBinaryExpression(node)) return null;
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return isMethod(left) && textOf(right) !== '' ? textOf(right) === method : null;
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return isMethod(left) && textOf(right) !== '' ? textOf(right) !== method : null;
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return both(decide(module, left, method), decide(module, right, method), false);
    case ts.SyntaxKind.BarBarToken:
      return both(decide(module, left, method), decide(module, right, method), true);
    default:
      return null;
  }
}

/** `&&` (settled by false) and `||` (settled by true) where a side may be unknown. */
function both(left: boolean | null, right: boolean | null, settling: boolean): boolean | null {
  if (left === settling || right === settling) return settling;
  return left === null || right === null ? null : !settling;
}

/** `READING.has(request.method)` and `['GET', 'HEAD'].includes(method)`. */
function decideMembership(module: Module, node: ts.CallExpression, method: string): boolean | null {
  const [wanted] = node.arguments;
  if (wanted === undefined || !isMethod(wanted) || !ts.isPropertyAccessExpression(node.expression))
    return null;
  if (!['has', 'includes'].includes(node.expression.name.text)) return null;
  const set = node.expression.expression;
  const text = (ts.isIdentifier(set) ? module.constants.get(set.text) : set)?.getText() ?? '';
  const members = [...text.matchAll(/'([A-Z]+)'/g)].map(([, member]) => member);
  return members.length === 0 ? null : members.includes(method);
}

function readModule(path: string, text: string): Module {
  const module: Module = { path, functions: new Map(), imports: new Map(), constants: new Map() };
  for (const statement of parse(path, text).statements) {
    if (ts.isFunctionDeclaration(statement)) {
      const exported =
        statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
      if (statement.name !== undefined) module.functions.set(statement.name.text, statement);
      if (exported) module.functions.set('default', statement);
    }
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!ts.isIdentifier(name) || initializer === undefined) continue;
        if (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
          module.functions.set(name.text, initializer);
        else module.constants.set(name.text, initializer);
      }
    }
    if (ts.isImportDeclaration(statement)) readImports(module, statement);
  }
  return module;
}

function readImports(module: Module, statement: ts.ImportDeclaration): void {
  const specifier = textOf(statement.moduleSpecifier);
  const { importClause } = statement;
  if (!specifier.startsWith('.') || importClause === undefined) return;
  const from = join(dirname(module.path), specifier).replaceAll('\\', '/');
  if (importClause.name !== undefined) module.imports.set(importClause.name.text, { from, name: 'default' });
  const bindings = importClause.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return;
  for (const { name, propertyName } of bindings.elements) {
    module.imports.set(name.text, { from, name: (propertyName ?? name).text });
  }
}
