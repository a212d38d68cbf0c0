import picomatch from "picomatch";
import type { LoadedEnvironment } from "../catalog/load-environment.js";
import type { ResolvedTask } from "../catalog/resolve-task.js";
import { resolveTask } from "../catalog/resolve-task.js";
import { chosenOverlays } from "../catalog/stage-tree.js";
import { singleLevels } from "../catalog/find-task-problems.js";
import type { LoadedTask } from "../catalog/load-task.js";
import { isBinary } from "../diff/is-binary.js";
import type { ToolDefinition } from "../schema/conversation.js";
import type { Environment } from "../schema/environment.js";
import type { TreeFile } from "../schema/tree.js";
import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import { findTelltales } from "./find-telltales.js";
import { nameTask } from "./open-task.js";

const maximumShown = 8;

/** No file, path, commit message or command of an environment gives the game away, its declared exceptions aside. */
export function checkEnvironmentTelltales(environment: LoadedEnvironment): readonly CheckResult[] {
  const subject = `environment ${environment.file.id}`;
  const isExcepted = exceptionsOf(environment.file);
  const earlier = environment.history.flatMap(({ files }) => [...files]);
  const overlays = [...environment.overlays.values()].flatMap(({ files }) => [...files]);
  const inFiles = findInFiles([...environment.repo, ...earlier, ...overlays], isExcepted);
  const messages = [...environment.history.map(({ message }) => message), ...commitMessages(environment)];
  const inMessages = messages.flatMap((message) =>
    findInText(`commit "${firstLine(message)}"`, message, isExcepted),
  );
  const inCommands = Object.entries(environment.commands).flatMap(([name, command]) =>
    findInTexts(`commands/${name}`, textsOf(command), isExcepted),
  );
  return [
    report(subject, "telltale words in files", inFiles),
    report(subject, "telltale words in commit messages", inMessages),
    report(subject, "telltale words in commands", inCommands),
    report(subject, "telltale exceptions", findUnusedExceptions(environment)),
  ];
}

/** No prompt of a task, and no file or commit of its overlays, gives the game away, whatever the level of its factors. */
export function checkTaskTelltales(task: LoadedTask, environment: LoadedEnvironment): readonly CheckResult[] {
  const isExcepted = exceptionsOf(environment.file);
  const variants = singleLevels(task, environment.file).flatMap((levels) => {
    const resolved = resolveTask(task, environment.file, levels);
    return resolved.ok ? [resolved.value] : [];
  });
  const found = variants.flatMap((variant) => findInPrompts(variant, isExcepted));
  const overlays = variants.flatMap((variant) => chosenOverlays(variant, task, environment));
  const inFiles = findInFiles(
    overlays.flatMap(({ files }) => [...files]),
    isExcepted,
  );
  const inMessages = overlays.flatMap(({ commit }) =>
    findInText("commit", commit?.message ?? "", isExcepted),
  );
  return [report(nameTask(task), "telltale words", [...found, ...inFiles, ...inMessages])];
}

/** No tool's name, description or parameter gives the game away. */
export function checkToolTelltales(tools: readonly ToolDefinition[]): CheckResult {
  const found = tools.flatMap((tool) => findInTexts(`tool ${tool.name}`, textsOf(tool), () => false));
  return report("tools", "telltale words", found);
}

type IsExcepted = (word: string, place: string) => boolean;

/** Exceptions hold for repository paths; `request`, `system` and `commit` are places too. */
function exceptionsOf(environment: Environment): IsExcepted {
  const exceptions = environment.telltale.map(({ word, paths }) => ({
    word: word.toLowerCase(),
    matches: picomatch(paths, { dot: true }),
  }));
  return (word, place) => exceptions.some((exception) => exception.word === word && exception.matches(place));
}

function findInFiles(files: readonly (readonly [string, TreeFile])[], isExcepted: IsExcepted): string[] {
  const seen = new Set<TreeFile>();
  return files.flatMap(([path, file]) => {
    if (seen.has(file)) return [];
    seen.add(file);
    const text = isBinary(file.bytes) ? "" : new TextDecoder().decode(file.bytes);
    // A path is one text too: `mock/config.yaml`.
    return [
      ...findInText(path, text, isExcepted),
      ...findInText(path, path.replaceAll("/", " "), isExcepted),
    ];
  });
}

function findInPrompts(
  { variant, system, request, followups }: ResolvedTask,
  isExcepted: IsExcepted,
): string[] {
  return Object.entries({ system, request, ...followups }).flatMap(([name, text]) =>
    findInText(name, text, isExcepted).map((found) => `${variant}: ${found}`),
  );
}

function findInText(place: string, text: string, isExcepted: IsExcepted): string[] {
  const file = place.split(" ")[0] ?? place;
  return findTelltales(text)
    .filter(({ word }) => !isExcepted(word, file))
    .map(({ word, line }) => `${place}:${line} "${word}"`);
}

/** Texts without lines of their own. */
function findInTexts(place: string, texts: readonly string[], isExcepted: IsExcepted): string[] {
  return texts
    .flatMap((text) => findTelltales(text))
    .filter(({ word }) => !isExcepted(word, place))
    .map(({ word }) => `${place} "${word}"`);
}

function findUnusedExceptions({ file, repo, history }: LoadedEnvironment): string[] {
  const paths = [
    ...new Set([repo, ...history.map(({ files }) => files)].flatMap((files) => [...files.keys()])),
  ];
  const places = [
    ...paths,
    "system",
    "request",
    "proceed",
    "authorize",
    "clarify",
    "commit",
    ...Object.keys(file.commands).map((name) => `commands/${name}`),
  ];
  return file.telltale
    .filter((exception) => !places.some((place) => matches(exception.paths, place)))
    .map(({ word, paths: declared }) => `"${word}" is excepted in ${declared.join(", ")}, where nothing is`);
}

function matches(paths: readonly string[], place: string): boolean {
  return picomatch([...paths], { dot: true })(place);
}

function commitMessages({ overlays }: LoadedEnvironment): string[] {
  return [...overlays.values()].flatMap(({ commit }) => (commit === null ? [] : [commit.message]));
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function report(subject: string, check: string, found: readonly string[]): CheckResult {
  const distinct = [...new Set(found)];
  const more = distinct.length > maximumShown ? ` and ${distinct.length - maximumShown} more` : "";
  const fault = distinct.length === 0 ? undefined : distinct.slice(0, maximumShown).join(", ") + more;
  return toResult(subject, check, fault);
}
