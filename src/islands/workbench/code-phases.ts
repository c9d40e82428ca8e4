/**
 * Which lines of a handler's file run once in an environment's init, and which in every invoke:
 * read from the syntax tree, as the colours of the editor's gutter.
 *
 * Statements at the top of the module run in init. The handler, and the functions and classes of
 * the same file that it names, run in invokes. A function that nothing names gets no colour.
 */
import { javascriptLanguage, typescriptLanguage } from '@codemirror/lang-javascript';

export type LinePhase = 'init' | 'invoke' | 'none';

type Node = ReturnType<typeof javascriptLanguage.parser.parse>['topNode'];

/** Longer files get no colours rather than a slow editor. */
const longestText = 300_000;

const functionNodes = new Set(['ArrowFunction', 'FunctionExpression', 'FunctionDeclaration', 'ClassDeclaration']);

/**
 * @param text the file
 * @param handlerExport name under which the file exports the handler; empty when it does not
 * @param typescript whether the file is TypeScript
 * @returns a phase for each line
 */
export function phasesOfLines(text: string, handlerExport: string, typescript = false): LinePhase[] {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const phases = lineStarts.map((): LinePhase => 'none');
  if (text.length > longestText) return phases;

  const module = (typescript ? typescriptLanguage : javascriptLanguage).parser.parse(text).topNode;
  const statements = childrenOf(module).filter(({ name }) => !/Comment|Directive|Hashbang/.test(name));
  const named = namedFunctions(statements, text);
  const handler = handlerExport ? handlerFunction(statements, handlerExport, named, text) : undefined;
  const reached = handler ? reachableFrom(handler, named, text) : new Set<Node>();

  const lineOf = (at: number): number => {
    let low = 0;
    for (let high = lineStarts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((lineStarts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return low;
  };
  const paint = (node: Node, phase: LinePhase): void =>
    void phases.fill(phase, lineOf(node.from), lineOf(Math.max(node.from, node.to - 1)) + 1);

  const definitions = new Set([...named.values()].map(({ from }) => from));
  for (const statement of statements) {
    const only = firstFunction(statement);
    const isDefinition = only !== undefined && definitions.has(only.from) && declares(statement);
    if (!isDefinition) paint(statement, 'init');
  }
  for (const node of reached) paint(node, 'invoke');
  return phases;
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** The declaration inside `export ...`, or the statement itself. */
const unexported = (statement: Node): Node =>
  statement.name === 'ExportDeclaration'
    ? (childrenOf(statement).find(({ name }) => /Declaration$/.test(name)) ?? statement)
    : statement;

const declares = (statement: Node): boolean =>
  /^(Function|Class|Variable)Declaration$/.test(unexported(statement).name);

/** Functions and classes that the module's top declares by name. */
function namedFunctions(statements: readonly Node[], text: string): Map<string, Node> {
  const named = new Map<string, Node>();
  for (const statement of statements.map(unexported)) {
    const definition = statement.getChild('VariableDefinition');
    if (!definition) continue;
    const name = text.slice(definition.from, definition.to);
    if (functionNodes.has(statement.name)) named.set(name, statement);
    const value = definition.nextSibling?.name === 'Equals' ? definition.nextSibling.nextSibling : null;
    if (statement.name === 'VariableDeclaration' && value && functionNodes.has(value.name)) named.set(name, value);
  }
  return named;
}

/** The function that the module exports under a name, in any of the ways Node.js knows. */
function handlerFunction(
  statements: readonly Node[],
  exported: string,
  named: ReadonlyMap<string, Node>,
  text: string,
): Node | undefined {
  const textOf = (node: Node): string => text.slice(node.from, node.to);
  for (const statement of statements) {
    if (statement.name === 'ExportDeclaration') {
      const definition = unexported(statement).getChild('VariableDefinition');
      if (definition && textOf(definition) === exported) return named.get(exported) ?? firstFunction(statement);
      const renamed = new RegExp(`[{,]\\s*(?:(\\w+)\\s+as\\s+)?${escaped(exported)}\\s*[,}]`).exec(textOf(statement));
      if (renamed) return named.get(renamed[1] ?? exported);
    }
    if (statement.name !== 'ExpressionStatement') continue;
    const assigned = new RegExp(`^(?:module\\.)?exports\\.${escaped(exported)}\\s*=\\s*(\\w*)`).exec(textOf(statement));
    if (assigned) return named.get(assigned[1] ?? '') ?? firstFunction(statement);
    if (/^module\.exports\s*=/.test(textOf(statement))) return named.get(exported) ?? firstFunction(statement);
  }
  return undefined;
}

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&');

function firstFunction(node: Node): Node | undefined {
  if (functionNodes.has(node.name)) return node;
  for (const child of childrenOf(node)) {
    const found = firstFunction(child);
    if (found) return found;
  }
  return undefined;
}

/** A function and all that it names, and they name. */
function reachableFrom(start: Node, named: ReadonlyMap<string, Node>, text: string): Set<Node> {
  const reached = new Set<Node>();
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    reached.add(node);
    const cursor = node.cursor();
    const end = node.to;
    while (cursor.next() && cursor.from < end) {
      if (cursor.name !== 'VariableName') continue;
      const called = named.get(text.slice(cursor.from, cursor.to));
      if (called && ![...reached].some(({ from }) => from === called.from)) open.push(called);
    }
  }
  return reached;
}
