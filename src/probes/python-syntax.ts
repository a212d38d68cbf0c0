import { parser } from "@lezer/python";

/** A node of a Python file's syntax tree. */
export type SyntaxNode = ReturnType<typeof parser.parse>["topNode"];

/** The root of a Python text's syntax tree; syntax errors are nodes of it. */
export function parsePython(source: string): SyntaxNode {
  return parser.parse(source).topNode;
}

/** The children of a node that carry meaning: comments left out. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (child.name !== "Comment") children.push(child);
  return children;
}
