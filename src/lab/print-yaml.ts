import { Document, Scalar, visit } from "yaml";
import type { Json } from "../schema/common.js";

const dateShape = /^\d{4}-\d{2}-\d{2}/;

/** YAML text of a value; dates are quoted, since many readers of YAML turn bare ones into something that is not text. */
export function printYaml(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (isDateText(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Whether a value is text that begins with a date. */
export function isDateText(value: unknown): boolean {
  return typeof value === "string" && dateShape.test(value);
}
