import { extname } from "node:path";
import { InputError } from "../schema/input-error.js";
import type { ReportFormat, ReportOptions } from "./options.js";

/** What a file is by the ending of its name; plain text may hold any format. */
const endings: Readonly<Record<string, ReportFormat>> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".markdown": "markdown",
  ".json": "json",
  ".csv": "csv",
};

/**
 * The format that a report is asked for in: by --format or --json, else by the ending of --out, else a table. Throws
 * `InputError` where these say different things, and for an ending that says nothing.
 */
export function reportFormat({
  format,
  json,
  out,
}: Pick<ReportOptions, "format" | "json" | "out">): ReportFormat {
  if (json === true && format !== undefined && format !== "json")
    throw new InputError(`--json: expected no --format beside it, or --format json, got --format ${format}`);
  const asked = json === true ? "json" : format;
  const ending = extname(out ?? "").toLowerCase();
  const named = endings[ending];
  if (named !== undefined && asked !== undefined && named !== asked) {
    const option = json === true ? "--json" : `--format ${asked}`;
    throw new InputError(`--out ${out ?? ""}: expected an ending that fits ${option}, got ${ending}`);
  }
  if (asked !== undefined) return asked;
  if (named !== undefined) return named;
  if (ending !== "" && ending !== ".txt") {
    const known = [...Object.keys(endings), ".txt"].join(", ");
    throw new InputError(
      `--out ${out ?? ""}: expected --format, or one of the endings ${known}, got ${ending}`,
    );
  }
  return "table";
}
