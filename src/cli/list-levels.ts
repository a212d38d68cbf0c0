import { declaredLevel, offeredLevels, overlaysOf } from "../catalog/factor-levels.js";
import { plainTable } from "../report/plain-table.js";
import type { Environment } from "../schema/environment.js";
import { byNameOnly, Factor } from "../schema/labels.js";
import type { TaskFile } from "../schema/task.js";

/** A level as a user may choose it. */
export interface ListedLevel {
  readonly factor: Factor;
  readonly level: string;
  readonly base: boolean;
  readonly byNameOnly: boolean;
  /** What `{{factor}}` becomes, names unfilled, in the first wording. */
  readonly text: string;
  readonly overlays: readonly string[];
}

type LevelTask = Pick<TaskFile, "factors" | "without">;

/** An environment as a task sees it that words nothing itself. */
export const anyTask: LevelTask = { factors: {}, without: [] };

/** The levels of every factor that a task can be varied in, base first. */
export function listLevels(task: LevelTask, environment: Environment): readonly ListedLevel[] {
  return Factor.options.flatMap((factor) => {
    const levels = offeredLevels(factor, task, environment);
    return levels.length < 2 ? [] : levels.map((level) => describeLevel(factor, level, task, environment));
  });
}

function describeLevel(
  factor: Factor,
  level: string,
  task: LevelTask,
  environment: Environment,
): ListedLevel {
  const declared = declaredLevel(factor, level, task, environment);
  const { text } = declared;
  return {
    factor,
    level,
    base: level === offeredLevels(factor, task, environment)[0],
    byNameOnly: byNameOnly.has(`${factor}=${level}`),
    text: typeof text === "string" ? text : (Object.values(text)[0] ?? ""),
    overlays: overlaysOf(declared),
  };
}

const widest = 64;

/** Levels as a table: each factor named once, its base marked, and what runs only by name; beneath it where cut texts are whole. */
export function formatLevels(levels: readonly ListedLevel[]): string {
  const rows = levels.map(({ factor, level, base, byNameOnly: named, text, overlays }) => [
    base ? factor : "",
    `${level}${base ? " (base)" : ""}${named ? " (by name only)" : ""}`,
    shorten(text),
    overlays.join(", "),
  ]);
  const table = plainTable(["factor", "level", "text", "adds files"], rows);
  const isCut = levels.some(({ text }) => onOneLine(text).length > widest);
  return isCut ? `${table}\nTexts that end in ... are whole with --json.` : table;
}

const onOneLine = (text: string): string => text.trim().replaceAll(/\s+/g, " ");

function shorten(text: string): string {
  const line = onOneLine(text);
  return line.length > widest ? `${line.slice(0, widest - 3).trimEnd()}...` : line;
}

/** The levels of a task that never meet in a variant. */
export function listApart(
  task: LevelTask & Pick<TaskFile, "apart">,
  environment: Environment,
): Environment["apart"] {
  const offered = listLevels(task, environment).map(({ factor, level }) => `${factor}=${level}`);
  return [...environment.apart, ...task.apart].filter((names) =>
    names.every((name) => offered.includes(name)),
  );
}

/** Levels that never meet in a variant, a line each. */
export function formatApart(apart: Environment["apart"]): readonly string[] {
  return apart.map((names) => `never together: ${names.join(" and ")}`);
}
