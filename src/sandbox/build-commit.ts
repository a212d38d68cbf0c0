import type { Snapshot } from "../schema/machine.js";
import { putObject } from "./build-object.js";
import type { GitFolder } from "./build-object.js";

/** Writes a commit whose author is also its committer; its id is the one `git commit` would give it. */
export function putCommit(
  git: GitFolder,
  commit: Pick<Snapshot, "author" | "date" | "message">,
  tree: string,
  parent: string | undefined,
): string {
  const who = signature(commit.author, commit.date);
  const lines = [`tree ${tree}`];
  if (parent !== undefined) lines.push(`parent ${parent}`);
  lines.push(`author ${who}`, `committer ${who}`, "", tidyMessage(commit.message));
  return putObject(git, "commit", Buffer.from(lines.join("\n")));
}

/** `Name <email> 1767600000 +0100`, from an ISO 8601 date with offset. */
export function signature(person: Snapshot["author"], date: string): string {
  const offset = /([+-]\d\d):?(\d\d)$/.exec(date);
  const zone = offset === null ? "+0000" : `${offset[1] ?? ""}${offset[2] ?? ""}`;
  return `${tidyName(person.name)} <${tidyName(person.email)}> ${Math.floor(Date.parse(date) / 1000)} ${zone}`;
}

/** A message as `git commit` keeps it: no blank lines at its ends, no doubled ones, no spaces at the ends of lines. */
export function tidyMessage(message: string): string {
  const lines = message.split("\n").map((line) => line.replace(/[ \t\r]+$/, ""));
  const text = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
  return `${text}\n`;
}

/** A name as git keeps it: without angle brackets, and without punctuation at its ends. */
function tidyName(name: string): string {
  return name.replace(/^[\0- .,:;<>"\\']+|[\0- .,:;<>"\\']+$/g, "").replace(/[<>\n]/g, "");
}
