import picomatch from "picomatch";
import { z } from "zod";
import { SandboxError } from "../../sandbox/sandbox.js";
import { capOutput, maxReadLines } from "./limits.js";
import { defineTool, fail, succeed, type ToolOutput } from "./tool.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const Path = z.string().min(1).describe("Path from the repository root, or absolute");

/** Runs file work and words what the machine refuses. */
function guarded(work: () => ToolOutput): ToolOutput {
  try {
    return work();
  } catch (error) {
    if (error instanceof SandboxError) return fail(error.message);
    throw error;
  }
}

export const readFileTool = defineTool({
  name: "read_file",
  description:
    "Read a text file. With offset (first line, from 1) and limit (number of lines), only that part; " +
    `at most ${maxReadLines} lines at a time otherwise.`,
  input: z.strictObject({
    path: Path,
    offset: z.int().positive().optional().describe("First line to show, from 1"),
    limit: z.int().positive().optional().describe("How many lines to show"),
  }),
  run: ({ path, offset, limit }, sandbox) =>
    guarded(() => {
      const text = decoder.decode(sandbox.readFile(path));
      if (text.includes("\0")) return fail(`read_file: ${path}: binary file`);
      const lines = text.split("\n");
      const total = text.endsWith("\n") ? lines.length - 1 : lines.length;
      const first = (offset ?? 1) - 1;
      const count = limit ?? maxReadLines;
      if (first > 0 && first >= total) {
        return fail(`read_file: ${path}: the file has ${total} lines, none from line ${first + 1} on`);
      }
      if (first === 0 && total <= count) return succeed(capOutput(text));
      const shown = lines.slice(first, Math.min(first + count, total)).join("\n");
      return succeed(
        `${capOutput(shown)}\n[lines ${first + 1}-${Math.min(first + count, total)} of ${total}]`,
      );
    }),
});

export const writeFileTool = defineTool({
  name: "write_file",
  description: "Write a file, replacing what it held. Missing folders are created.",
  input: z.strictObject({ path: Path, content: z.string().describe("The whole new content") }),
  run: ({ path, content }, sandbox) =>
    guarded(() => {
      const bytes = encoder.encode(content);
      sandbox.writeFile(path, bytes);
      return succeed(`Wrote ${path} (${bytes.length} bytes).`);
    }),
});

export const editFileTool = defineTool({
  name: "edit_file",
  description:
    "Replace a passage of a file. old_text must match exactly and occur once, unless replace_all is true.",
  input: z.strictObject({
    path: Path,
    old_text: z.string().min(1).describe("The passage as it stands in the file"),
    new_text: z.string().describe("What to put in its place"),
    replace_all: z.boolean().optional().describe("Replace every occurrence"),
  }),
  run: ({ path, old_text: oldText, new_text: newText, replace_all: all = false }, sandbox) =>
    guarded(() => {
      // Latin-1 keeps every byte of a file that is not valid UTF-8.
      const text = Buffer.from(sandbox.readFile(path)).toString("latin1");
      const passage = Buffer.from(oldText, "utf8").toString("latin1");
      const parts = text.split(passage);
      const found = parts.length - 1;
      if (found === 0) return fail(`edit_file: ${path}: old_text does not occur in the file`);
      if (found > 1 && !all) {
        return fail(
          `edit_file: ${path}: old_text occurs ${found} times; give more context or set replace_all`,
        );
      }
      const edited = parts.join(Buffer.from(newText, "utf8").toString("latin1"));
      sandbox.writeFile(path, Buffer.from(edited, "latin1"));
      return succeed(`Edited ${path} (${found} ${found === 1 ? "replacement" : "replacements"}).`);
    }),
});

export const listFilesTool = defineTool({
  name: "list_files",
  description:
    "List the files below a folder, one per line. pattern keeps paths that match a glob such as **/*.yaml.",
  input: z.strictObject({
    path: z.string().min(1).optional().describe("Folder to list; the repository root by default"),
    pattern: z.string().min(1).max(300).optional().describe("Glob over the listed paths"),
  }),
  run: ({ path = ".", pattern }, sandbox) =>
    guarded(() => {
      const kind = sandbox.kind(path);
      if (kind === undefined) return fail(`list_files: ${path}: No such file or directory`);
      if (kind !== "directory") return fail(`list_files: ${path}: Not a directory`);
      const matches =
        pattern === undefined
          ? () => true
          : picomatch(pattern, { dot: true, basename: !pattern.includes("/") });
      const paths = sandbox.list(path).filter((file) => matches(file));
      return succeed(paths.length === 0 ? "(no files)" : capOutput(paths.join("\n")));
    }),
});

export const searchTool = defineTool({
  name: "search",
  description: "Search file contents with a regular expression. Shows path:line:text for each match.",
  input: z.strictObject({
    pattern: z.string().min(1).max(1000).describe("Regular expression"),
    path: z.string().min(1).optional().describe("File or folder to search; the repository root by default"),
    glob: z.string().min(1).max(300).optional().describe("Only files whose path matches this glob"),
  }),
  async run({ pattern, path, glob }, sandbox, signal) {
    const query = {
      pattern,
      ...(path === undefined ? {} : { path }),
      ...(glob === undefined ? {} : { glob }),
    };
    const result = await sandbox.search(query, signal);
    if (result.exitCode > 1) return fail(result.stderr.trim() || "search: failed");
    return succeed(result.stdout === "" ? "(no matches)" : capOutput(result.stdout.trimEnd()));
  },
});
