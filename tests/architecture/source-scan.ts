// What a source file says that no import shows: SQL that another client would feel, a rule that asks the clock.
// Reads the syntax tree, so that comments may name what code may not do.
import ts from 'typescript';

/** Something found, with the line where it stands. */
export interface Finding {
  readonly what: string;
  readonly line: number;
  readonly text: string;
}

interface Pattern {
  readonly what: string;
  readonly found: (sql: string) => boolean;
}

/** A statement begins where a string begins, or after a semicolon; then whitespace and SQL comments may come. */
const begin = String.raw`(?:^|;)(?:\s|--[^\n]*\n)*`;
const matches = (pattern: string) => {
  const expression = new RegExp(pattern, 'i');
  return (sql: string) => expression.test(sql);
};

/** The arguments of each call of an SQL function, split at top-level commas. */
function callsOf(name: string, sql: string): string[][] {
  return [...sql.matchAll(new RegExp(String.raw`\b${name}\s*\(`, 'gi'))].map((call) => {
    const args = [''];
    let depth = 1;
    for (const character of sql.slice(call.index + call[0].length)) {
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      if (depth === 0) break;
      if (character === ',' && depth === 1) args.push('');
      else args[args.length - 1] += character;
    }
    return args.map((arg) => arg.trim());
  });
}

/**
 * SQL that outlives its transaction. On the embedded database all clients share one session, so each of these would
 * reach another person's request.
 */
const sessionPatterns: readonly Pattern[] = [
  {
    what: 'session-level SET (only SET LOCAL, or set_config(…, true))',
    found: matches(
      String.raw`${begin}set\s+(?:session\s+(?!characteristics)|role\b|session\s+characteristics|time\s+zone|(?!local\b|transaction\b|constraints\b)"?[a-z_][\w.]*"?\s*(?:=|to\b))`,
    ),
  },
  {
    what: 'RESET or DISCARD of the session',
    found: matches(String.raw`${begin}(?:reset\s+"?[a-z_][\w.]*"?\s*(?:;|$)|discard\s+\w+\s*(?:;|$))`),
  },
  {
    what: 'set_config for the session (its last argument must be true)',
    found: (sql) => callsOf('set_config', sql).some((args) => args.at(-1)?.toLowerCase() !== 'true'),
  },
  {
    what: 'session advisory lock (only pg_advisory_xact_lock)',
    found: matches(String.raw`\bpg_(?:try_)?advisory_(?:lock|unlock)`),
  },
  {
    what: 'LISTEN or NOTIFY',
    found: matches(
      String.raw`${begin}(?:(?:un)?listen\s+(?:"?[\w$]+"?|\*)\s*(?:;|$)|notify\s+"?[\w$]+"?\s*(?:,|;|$))|\bpg_notify\s*\(`,
    ),
  },
  { what: 'prepared statement', found: matches(String.raw`${begin}(?:prepare\s+\w+\s*(?:\(|as\b)|deallocate\s+\w)`) },
  {
    what: 'temporary table without ON COMMIT DROP',
    found: (sql) =>
      sql
        .split(';')
        .some(
          (statement) =>
            /\b(?:create\s+(?:(?:local|global)\s+)?|into\s+)temp(?:orary)?\b/i.test(statement) &&
            !/\bon\s+commit\s+drop\b/i.test(statement),
        ),
  },
  {
    what: 'cursor',
    found: matches(
      String.raw`${begin}(?:declare\s+\S+\s+(?:\w+\s+){0,4}cursor\b|fetch\s+(?:next|prior|first|last|all|forward|backward|\d+)\b|move\s+(?:next|all|forward|backward)\b)|\bcursor\s+with\s+hold\b`,
    ),
  },
];

/** What in a piece of SQL would be felt outside its transaction. */
export function sessionSql(sql: string): string[] {
  return sessionPatterns.filter((pattern) => pattern.found(sql)).map((pattern) => pattern.what);
}

/** What in a migration would be felt outside its transaction; there, a function may declare a cursor. */
export function sessionSqlOfMigration(sql: string): string[] {
  const withoutBodies = sql.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''");
  const bodies = [...sql.matchAll(/\$(\w*)\$([\s\S]*?)\$\1\$/g)].map((body) => body[2] ?? '');
  const inBodies = bodies.flatMap(sessionSql).filter((what) => what !== 'cursor');
  return [...new Set([...sessionSql(withoutBodies), ...inBodies])];
}

function treeOf(file: string, source: string): ts.SourceFile {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
}

function visit(tree: ts.SourceFile, look: (node: ts.Node) => readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const walk = (node: ts.Node): void => {
    for (const what of look(node)) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      findings.push({ what, line, text: node.getText(tree).slice(0, 120) });
    }
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return findings;
}

/** The text of a string or template; what is filled in later stands as `$1`. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map((span) => `$1${span.literal.text}`).join('');
}

function propertyNames(node: ts.ObjectLiteralExpression): string[] {
  return node.properties.flatMap((property) =>
    property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) ? [property.name.text] : [],
  );
}

/** What in a TypeScript file would be felt by other clients of the embedded database. */
export function sessionStateIn(file: string, source: string): Finding[] {
  return visit(treeOf(file, source), (node) => {
    const sql = textOf(node);
    if (sql !== undefined) {
      const cursors = ts.isImportDeclaration(node.parent) && /^pg-(cursor|query-stream)$/.test(sql) ? ['cursor'] : [];
      return [...sessionSql(sql), ...cursors];
    }
    if (ts.isObjectLiteralExpression(node)) {
      const names = propertyNames(node);
      const ofQuery = ts.isCallExpression(node.parent) && /(^|\.)query$/.test(node.parent.expression.getText());
      const asQuery = names.includes('text') && (ofQuery || names.includes('values'));
      if (names.includes('name') && asQuery) return ['prepared statement'];
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const chain = node.expression.name.text === 'temporary' ? statementText(node) : undefined;
      if (chain && !/\.onCommit\(\s*['"]drop['"]\s*\)/.test(chain)) return ['temporary table without ON COMMIT DROP'];
    }
    return [];
  });
}

/** The whole chain of calls that a call belongs to. */
function statementText(node: ts.Node): string {
  let top = node;
  while (ts.isCallExpression(top.parent) || ts.isPropertyAccessExpression(top.parent)) top = top.parent;
  return top.getText();
}

/** What a rule may not ask: the clock, chance, the language, the outside. A rule is handed all it needs. */
const askedOfTheOutside: Readonly<Record<string, string>> = {
  Date: 'the clock (Date)',
  Temporal: 'the clock (Temporal)',
  performance: 'the clock (performance)',
  crypto: 'chance (crypto)',
  Intl: 'the language (Intl)',
  process: 'the process',
  globalThis: 'the global object',
  fetch: 'the network (fetch)',
  setTimeout: 'a timer',
  setInterval: 'a timer',
  console: 'the console',
  window: 'the browser',
  document: 'the browser',
  navigator: 'the browser',
  localStorage: 'the browser',
};
const languageMethods = /^(toLocale(String|DateString|TimeString|UpperCase|LowerCase)|localeCompare)$/;

/** Whether an identifier stands for the global of that name, not for a property, a declaration or a name in an import. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isQualifiedName(parent)) return parent.right !== node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) {
    return parent.name !== node;
  }
  return !(ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isJsxAttribute(parent));
}

function declaredNames(tree: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (node: ts.Node): void => {
    const named =
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (named && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return names;
}

/** What in a file of `rules` or `model` is not a pure function of its arguments. */
export function impurityIn(file: string, source: string): Finding[] {
  const tree = treeOf(file, source);
  const declared = declaredNames(tree);
  return visit(tree, (node) => {
    if (ts.isIdentifier(node) && isUse(node) && !declared.has(node.text)) {
      const what = Object.hasOwn(askedOfTheOutside, node.text) ? askedOfTheOutside[node.text] : undefined;
      if (what) return [what];
    }
    if (ts.isPropertyAccessExpression(node)) {
      if (languageMethods.test(node.name.text)) return [`the language (${node.name.text})`];
      if (node.getText(tree) === 'Math.random' || node.getText(tree) === 'Decimal.random') return ['chance (random)'];
    }
    return [];
  });
}

/** What in `units`, `period`, `standards` and `glossary` asks the clock or chance; calendar arithmetic may use Date. */
export function clockOrChanceIn(file: string, source: string): Finding[] {
  const tree = treeOf(file, source);
  return visit(tree, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText(tree) === 'Date' && !node.arguments?.length) {
      return ['the clock (new Date())'];
    }
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.getText(tree);
      if (/^(Date\.now|performance\.now|Temporal\.Now)$/.test(name)) return [`the clock (${name})`];
      if (/^(Math|Decimal)\.random$/.test(name)) return ['chance (random)'];
    }
    return [];
  });
}
