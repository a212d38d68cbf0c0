import type { z } from "zod";
import { listChoices, quoteValue } from "./problem.js";

type Issue = z.core.$ZodIssue;

/** Where in a file a schema failed, and what it expected there. */
export interface FieldFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a schema found, one fault per field; unknown fields are named one by one. */
export function describeIssues(issues: readonly Issue[], parent: readonly PropertyKey[] = []): FieldFault[] {
  return issues.flatMap((issue) => describeIssue(issue, [...parent, ...issue.path]));
}

function describeIssue(issue: Issue, path: readonly PropertyKey[]): FieldFault[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: "unknown field, expected none here",
      }));
    case "invalid_type":
      return [
        { path, message: expectedButGot(issue.expected === "record" ? "map" : issue.expected, issue.input) },
      ];
    case "invalid_value":
      return [
        { path, message: expectedButGot(`one of ${listChoices(issue.values.map(String))}`, issue.input) },
      ];
    case "invalid_union":
      return describeUnion(issue, path);
    case "invalid_key":
    case "invalid_element":
      return describeIssues(issue.issues, path);
    case "custom":
    case "invalid_format":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
      return [{ path, message: withValue(issue.message, issue.input) }];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: readonly PropertyKey[],
): FieldFault[] {
  const choices = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (choices.length > 0) return [{ path, message: `expected one of ${listChoices(choices)}` }];
  // The option that got furthest into the value is the one its author had in mind.
  const depth = (option: readonly Issue[]): number =>
    Math.max(0, ...option.map((inner) => inner.path.length));
  const deepest = issue.errors.toSorted((left, right) => depth(right) - depth(left))[0];
  if (deepest !== undefined && depth(deepest) > 0) return describeIssues(deepest, path);
  const wanted = issue.errors.flatMap((option) => describeIssues(option)).map((fault) => fault.message);
  return [{ path, message: [...new Set(wanted)].join(", or ") }];
}

function expectedButGot(expected: string, input: unknown): string {
  return input === undefined
    ? `missing, expected ${expected}`
    : `expected ${expected}, got ${quoteValue(input)}`;
}

function withValue(message: string, input: unknown): string {
  const plain = message.replace(/^(?:Too (?:small|big)|Invalid[\w ]*): /, "");
  return input === undefined ? plain : `${plain}, got ${quoteValue(input)}`;
}

/** `["expect", 0, "surface"]` as `expect[0].surface`. */
export function renderPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}
