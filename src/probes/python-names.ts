import { childrenOf } from "./python-syntax.js";
import type { SyntaxNode } from "./python-syntax.js";

/** The statements of a file or a block, those on one line after `;` included. */
export function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(block)
    .flatMap((node) => (node.name === "StatementGroup" ? childrenOf(node) : [node]))
    .filter(isStatement);
}

function isStatement(node: SyntaxNode): boolean {
  return node.name.endsWith("Statement") || node.name.endsWith("Definition");
}

/** The variables that a target such as `a`, `(a, b)`, `a[0]`, `a.b` assigns to or changes: `a`, `a` and `b`, `a`, `a`. */
export function targetNames(target: SyntaxNode, source: string): readonly string[] {
  if (target.name === "VariableName") return [source.slice(target.from, target.to)];
  if (target.name === "MemberExpression") return targetNames(target.firstChild ?? target.node, source);
  if (target.name === "CallExpression" && isNamespaceCall(target, source)) return ["*"];
  if (!["TupleExpression", "ArrayExpression", "ParenthesizedExpression"].includes(target.name)) return [];
  return childrenOf(target).flatMap((inner) => targetNames(inner, source));
}

/** `globals()` and its like: an assignment through them may be to any name. */
function isNamespaceCall(call: SyntaxNode, source: string): boolean {
  return /^(?:globals|locals|vars)\s*\(/.test(source.slice(call.from, call.to));
}

/** Names that a statement binds anew, and names whose value it may change in place. `*` stands for any name. */
export type BoundNames = ReadonlyMap<string, "rebound" | "changed">;

/**
 * Every name of the module or class that a statement of it binds or changes, whatever happens in it: assignments, loops,
 * imports, `with`, `except`, definitions, `del`, `:=`, calls of a method, and `global` in functions.
 */
export function boundNames(statement: SyntaxNode, source: string): BoundNames {
  const names = new Map<string, "rebound" | "changed">();
  const visit = (node: SyntaxNode, isLocal: boolean): void => {
    const found = isLocal
      ? globalNames(node, source)
      : [...namesBoundBy(node, source), ...walrusNames(node, source)];
    const how = node.name === "CallExpression" ? "changed" : "rebound";
    for (const name of found) if (names.get(name) !== "rebound") names.set(name, how);
    const opens = node.name === "FunctionDefinition" || node.name === "ClassDefinition";
    for (const child of childrenOf(node)) visit(child, isLocal || (opens && child.name === "Body"));
  };
  visit(statement, false);
  return names;
}

/** `:=` binds wherever it stands, in an expression of its own or among arguments. */
function walrusNames(node: SyntaxNode, source: string): readonly string[] {
  const children = childrenOf(node);
  const isWalrus = (child: SyntaxNode | undefined) =>
    child?.name === "AssignOp" && source.startsWith(":=", child.from);
  return children
    .filter((_, place) => isWalrus(children[place + 1]))
    .flatMap((name) => targetNames(name, source));
}

function globalNames(node: SyntaxNode, source: string): readonly string[] {
  if (node.name !== "ScopeStatement" || node.firstChild?.name !== "global")
    return namespaceWrites(node, source);
  return childrenOf(node).flatMap((name) => targetNames(name, source));
}

function namespaceWrites(node: SyntaxNode, source: string): readonly string[] {
  if (node.name !== "AssignStatement" && node.name !== "UpdateStatement") return [];
  return targetsOf(node)
    .flatMap((target) => targetNames(target, source))
    .filter((name) => name === "*");
}

function namesBoundBy(node: SyntaxNode, source: string): readonly string[] {
  const names = (nodes: readonly (SyntaxNode | undefined)[]) =>
    nodes.flatMap((target) => (target === undefined ? [] : targetNames(target, source)));
  const children = childrenOf(node);
  switch (node.name) {
    case "AssignStatement":
    case "UpdateStatement":
      return names(targetsOf(node));
    case "DeleteStatement":
    case "CapturePattern":
    case "TypeDefinition":
      return names(children);
    case "ForStatement":
      return names(
        children.slice(
          0,
          children.findIndex((child) => child.name === "in"),
        ),
      );
    case "FunctionDefinition":
    case "ClassDefinition":
      return names([children.find((child) => child.name === "VariableName")]);
    case "WithStatement":
    case "TryStatement":
    case "AsPattern":
      return names(children.filter((_, place) => children[place - 1]?.name === "as"));
    case "ImportStatement":
      return importedNames(children, source);
    case "CallExpression":
      return changedByCall(node, source);
    default:
      return [];
  }
}

/** The targets of an assignment: all but the last of the parts between its `=` signs. */
function targetsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  const children = childrenOf(statement);
  const last = children.findLastIndex((child) => child.name === "AssignOp" || child.name === "UpdateOp");
  return children.slice(0, Math.max(last, 0));
}

function importedNames(children: readonly SyntaxNode[], source: string): readonly string[] {
  if (children.some((child) => child.name === "*")) return ["*"];
  const start = children.findIndex((child) => child.name === "import");
  return children
    .slice(start + 1)
    .filter((child, place, rest) => child.name === "VariableName" && rest[place + 1]?.name !== "as")
    .flatMap((child) => targetNames(child, source));
}

/** `LIMITS.update(...)` may change LIMITS in place; `setattr(...)`, `exec(...)` and `globals().update(...)` anything. */
function changedByCall(call: SyntaxNode, source: string): readonly string[] {
  const callee = call.firstChild;
  if (callee === null) return [];
  if (callee.name === "MemberExpression") return targetNames(callee, source);
  return /^(?:exec|setattr|delattr)$/.test(source.slice(callee.from, callee.to)) ? ["*"] : [];
}
