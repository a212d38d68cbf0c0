import { Unreadable } from "./probe-errors.js";
import { LiteralReader } from "./python-expression.js";
import type { Known } from "./python-expression.js";
import { boundNames, statementsOf, targetNames } from "./python-names.js";
import type { BoundNames } from "./python-names.js";
import { childrenOf, parsePython } from "./python-syntax.js";
import type { SyntaxNode } from "./python-syntax.js";
import { numberLines } from "./line-numbers.js";
import { guardDepth } from "./structured.js";

/** What a name of a module or class is bound to once the file has run; `why` where that cannot be told. */
export type Binding =
  Known | { readonly members: Map<string, Binding> } | { readonly defaults: ReadonlyMap<string, Known> };
export type Namespace = ReadonlyMap<string, Binding>;

/** The most characters of a Python file that is read: the parser is slow where every line is an error. */
const maximumCharacters = 65_536;

/** Reads the constants of a Python file from its syntax tree, without running it. Throws Unreadable, naming file and line, for a syntax error. */
export function readPythonModule(text: string, name: string): Namespace {
  if (text.length > maximumCharacters)
    throw new Unreadable(`${name}: larger than ${maximumCharacters} characters`);
  // The grammar knows no form feeds, which Python takes for white space.
  const source = text.replaceAll("\f", " ");
  return guardDepth(name, () => {
    const topNode = parsePython(source);
    const lineOf = numberLines(source);
    const error = findError(topNode, source);
    if (error !== undefined) throw new Unreadable(`${name}: line ${lineOf(error)}: not valid Python`);
    const reader = new BlockReader(source, lineOf);
    reader.run(topNode);
    return reader.names;
  });
}

/** The offset of the first syntax error. The grammar's own gaps are let pass: a bare `yield`, and a number such as `5.`. */
function findError(top: SyntaxNode, source: string): number | undefined {
  let found: number | undefined;
  top.cursor().iterate((node) => {
    if (found !== undefined || !node.type.isError) return;
    const parent = node.node.parent?.name;
    const before = source.slice(Math.max(0, node.from - 2), node.from);
    const isNumber = /\d\.$/.test(before) || (/\d$/.test(before) && source.slice(node.from, node.to) === ".");
    if (parent !== "YieldStatement" && parent !== "YieldExpression" && !isNumber) found = node.from;
  });
  return found;
}

/** Follows the statements of a module or a class body in order. */
class BlockReader {
  readonly names = new Map<string, Binding>();
  readonly #source: string;
  readonly #lineOf: (offset: number) => number;
  readonly #outer: BlockReader | undefined;
  readonly #literals: LiteralReader;

  constructor(source: string, lineOf: (offset: number) => number, outer?: BlockReader) {
    this.#source = source;
    this.#lineOf = lineOf;
    this.#outer = outer;
    this.#literals = new LiteralReader(source, (name) => this.#lookup(name));
  }

  run(block: SyntaxNode): void {
    for (const statement of statementsOf(block)) this.#follow(statement);
  }

  #follow(statement: SyntaxNode): void {
    const bound = boundNames(statement, this.#source);
    if (statement.name === "AssignStatement" && this.#assign(statement, bound)) return;
    this.#cloud(bound, statement);
    if (statement.name === "DeleteStatement")
      for (const deleted of statement.getChildren("VariableName")) this.names.delete(this.#textOf(deleted));
    const definition = statement.name === "DecoratedStatement" ? statement.lastChild : statement;
    if (definition?.name === "ClassDefinition") this.#defineClass(definition);
    if (definition?.name === "FunctionDefinition") this.#defineFunction(definition);
  }

  /** `a = b = value`, with or without a type; false where a target is more than a name, a tuple of names or `Class.name`. */
  #assign(statement: SyntaxNode, bound: BoundNames): boolean {
    const children = childrenOf(statement).filter((child) => child.name !== "TypeDef");
    const signs = children.flatMap((child, place) => (child.name === "AssignOp" ? [place] : []));
    const last = signs.at(-1);
    if (last === undefined) return true;
    const targets = signs.map((sign, order) =>
      children.slice(order === 0 ? 0 : (signs[order - 1] ?? 0) + 1, sign),
    );
    const right = children.slice(last + 1);
    const [only] = right;
    const value =
      right.length === 1 && only !== undefined
        ? this.#literals.read(only)
        : this.#literals.readItems(right, statement);
    const taken = targets.map((target) => this.#take(target, value, statement));
    const named = new Set(targets.flat().flatMap((target) => targetNames(target, this.#source)));
    this.#cloud(new Map([...bound].filter(([name]) => !named.has(name))), statement);
    return taken.every(Boolean);
  }

  #take(target: readonly SyntaxNode[], value: Known, statement: SyntaxNode): boolean {
    const [only, ...more] = target;
    if (only === undefined) return false;
    if (more.length > 0) return this.#takeEach(target, value);
    if (only.name === "VariableName") {
      this.names.set(this.#textOf(only), value);
      return true;
    }
    if (only.name === "MemberExpression") return this.#takeMember(only, value, statement);
    return this.#takeEach(childrenOf(only).slice(1, -1), value, only.name === "ParenthesizedExpression");
  }

  /** `a, b = ...`: each name gets its part, or the reason why there is none. */
  #takeEach(parts: readonly SyntaxNode[], value: Known, isOne = false): boolean {
    const targets = parts.filter((part) => part.name !== ",");
    if (targets.some((target) => target.name !== "VariableName")) return false;
    const list = "value" in value && Array.isArray(value.value) ? value.value : [];
    for (const [place, target] of targets.entries()) {
      const part = list[place];
      const known =
        part === undefined || list.length !== targets.length
          ? { why: "unpacked from what is not a literal" }
          : { value: part };
      this.names.set(this.#textOf(target), isOne || "why" in value ? value : known);
    }
    return true;
  }

  /** `Class.name = value` after the class. */
  #takeMember(target: SyntaxNode, value: Known, statement: SyntaxNode): boolean {
    const [, className, attribute] = /^(\w+)\s*\.\s*(\w+)$/.exec(this.#textOf(target)) ?? [];
    const binding = this.names.get(className ?? "");
    if (className !== undefined && attribute !== undefined && binding !== undefined && "members" in binding) {
      binding.members.set(attribute, value);
      return true;
    }
    this.#cloud(new Map(targetNames(target, this.#source).map((name) => [name, "changed"])), statement);
    return true;
  }

  #defineClass(definition: SyntaxNode): void {
    const name = childrenOf(definition).find((child) => child.name === "VariableName");
    const body = definition.getChild("Body");
    if (name === undefined || body === null) return;
    const inner = new BlockReader(this.#source, this.#lineOf, this.#outer ?? this);
    inner.run(body);
    this.names.set(this.#textOf(name), { members: inner.names });
  }

  #defineFunction(definition: SyntaxNode): void {
    const name = childrenOf(definition).find((child) => child.name === "VariableName");
    const parameters = definition.getChild("ParamList");
    if (name === undefined || parameters === null) return;
    const parts = childrenOf(parameters);
    const defaults = new Map<string, Known>();
    for (const [place, part] of parts.entries()) {
      const sign = parts[place + 1]?.name === "TypeDef" ? place + 2 : place + 1;
      const value = parts[sign + 1];
      if (
        part.name === "VariableName" &&
        parts[place - 1]?.name !== "AssignOp" &&
        parts[sign]?.name === "AssignOp" &&
        value
      )
        defaults.set(this.#textOf(part), this.#literals.read(value));
    }
    this.names.set(this.#textOf(name), { defaults });
  }

  /** From here on it cannot be told what these names hold. */
  #cloud(names: BoundNames, statement: SyntaxNode): void {
    if (names.size === 0) return;
    const why = `line ${this.#lineOf(statement.from)} may change it (${describe(statement)})`;
    const known = names.has("*") ? [...this.names.keys()] : [];
    const affected = [...names]
      .filter(([name, how]) => how === "rebound" || !this.#isScalar(name))
      .map(([name]) => name);
    for (const name of [...known, ...affected]) this.names.set(name, { why });
  }

  /** Text, numbers and the like cannot change in place. */
  #isScalar(name: string): boolean {
    const binding = this.names.get(name);
    return (
      binding !== undefined &&
      "value" in binding &&
      (typeof binding.value !== "object" || binding.value === null)
    );
  }

  #lookup(name: string): Known | undefined {
    const binding = this.names.get(name);
    if (binding === undefined) return this.#outer === undefined ? undefined : this.#outer.#lookup(name);
    return "value" in binding || "why" in binding ? binding : { why: `${name} is not a constant` };
  }

  #textOf(node: SyntaxNode): string {
    return this.#source.slice(node.from, node.to);
  }
}

function describe(statement: SyntaxNode): string {
  if (statement.name === "UpdateStatement") return "augmented assignment";
  if (statement.name === "AssignStatement") return "changed in place";
  return statement.name.replace(/(?:Statement|Definition)$/, "").toLowerCase();
}
