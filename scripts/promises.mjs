import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/**
 * Finds promises that nobody waits for: (1) a statement that is a promise and neither awaited, returned, caught nor
 * marked `void`; (2) a function that gives a promise where its receiver was promised nothing (`() => void`), so that
 * its failure ends the process. The lint's own rules see the first kind in part and the second not at all.
 */
const root = join(import.meta.dirname, '..');
const projects = ['apps', 'packages'].flatMap((room) =>
  readdirSync(join(root, room)).map((name) => join(root, room, name, 'tsconfig.json')),
);
projects.push(join(root, 'e2e', 'tsconfig.json'), join(root, 'bench', 'tsconfig.json'));

const found = [];
let files = 0;
/** One reading of every file for all projects: most of the time goes into the packages they share. */
const sources = new Map();
function hostFor(options) {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!sources.has(name)) sources.set(name, read(name, ...rest));
    return sources.get(name);
  };
  return host;
}

for (const project of projects) {
  const raw = ts.readConfigFile(project, (path) => readFileSync(path, 'utf8'));
  if (raw.error) continue;
  const { fileNames, options } = ts.parseJsonConfigFileContent(raw.config, ts.sys, join(project, '..'));
  const own = { ...options, noEmit: true, composite: false, incremental: false, skipLibCheck: true };
  const program = ts.createProgram({ rootNames: fileNames, options: own, host: hostFor(own) });
  const checker = program.getTypeChecker();
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || !fileNames.includes(source.fileName)) continue;
    files += 1;
    look(source, checker);
  }
}

/** Whether some part of a type can be waited for. */
function thenable(checker, type) {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return false;
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const then = part.getProperty?.('then');
    return then !== undefined && checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
  });
}

function look(source, checker) {
  const note = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${relative(root, source.fileName)}:${line + 1} ${what}`);
  };
  const visit = (node) => {
    if (ts.isExpressionStatement(node) && floats(node.expression))
      note(node, 'a promise that nobody waits for');
    if (ts.isExpression(node) && misused(node)) note(node, 'a promise given where nothing is waited for');
    if (ts.isIfStatement(node) && always(node.expression))
      note(node, 'a promise asked as if it were a truth');
    if (ts.isConditionalExpression(node) && always(node.condition))
      note(node, 'a promise asked as if it were a truth');
    ts.forEachChild(node, visit);
  };
  const always = (node) => {
    const type = checker.getTypeAtLocation(node);
    return !type.isUnion() && thenable(checker, type);
  };
  const floats = (node) => {
    if (ts.isParenthesizedExpression(node)) return floats(node.expression);
    if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return false;
    if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return false;
      return floats(node.right);
    }
    if (ts.isConditionalExpression(node)) return floats(node.whenTrue) || floats(node.whenFalse);
    return thenable(checker, checker.getTypeAtLocation(node)) && !caught(node);
  };
  /** `….catch(handler)`, `….then(one, other)`, and `.finally()` of those. */
  const caught = (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const { name, expression } = node.expression;
    if (name.text === 'catch') return node.arguments.length > 0;
    if (name.text === 'then') return node.arguments.length > 1;
    return name.text === 'finally' && caught(expression);
  };
  /** The types say `() => void`; what `finally` is given is waited for all the same. */
  const waitedFor = (node) =>
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'finally' &&
    thenable(checker, checker.getTypeAtLocation(node.expression.expression));
  const misused = (node) => {
    const fresh = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
    const named = (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && passed(node);
    if (!fresh && !named) return false;
    if (fresh && !ts.isBlock(node.body) && caught(node.body)) return false;
    if (waitedFor(node.parent)) return false;
    const wanted = checker.getContextualType(node);
    if (!wanted) return false;
    const receivers = (wanted.isUnion() ? wanted.types : [wanted]).flatMap((type) =>
      type.getCallSignatures(),
    );
    if (receivers.length === 0 || !receivers.every(givesNothing)) return false;
    const given = checker.getTypeAtLocation(node).getCallSignatures();
    return given.some((signature) => thenable(checker, checker.getReturnTypeOfSignature(signature)));
  };
  const givesNothing = (signature) =>
    (checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.Void) !== 0;
  const passed = ({ parent }) =>
    (ts.isCallExpression(parent) &&
      parent.arguments.some((argument) => argument.pos >= parent.expression.end)) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isJsxExpression(parent);
  visit(source);
}

for (const one of found) process.stdout.write(`${one}\n`);
if (files < 500) process.stdout.write(`only ${files} files were looked at\n`);
process.exit(found.length === 0 && files >= 500 ? 0 : 1);
