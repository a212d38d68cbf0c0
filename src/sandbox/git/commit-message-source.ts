import { failed, fatal, GitFailure } from "./git-failure.js";
import { cleanMessage } from "./commit-message.js";
import type { ParsedOptions } from "./parse-options.js";
import { resolvePath } from "../machine-path.js";
import type { Repository } from "./repository.js";
import { requireCommit } from "./revision.js";

/** The message of `-m`, `-F`, `-C` or `prior`, cleaned; asks for an editor where none of them gives one. */
export async function readMessage(
  repository: Repository,
  options: ParsedOptions,
  prior: string | undefined,
): Promise<string> {
  const given = await givenMessage(repository, options);
  const keepsPrior = prior !== undefined && (options.negated("edit") || options.has("no-edit"));
  let message = given ?? (keepsPrior ? prior : undefined);
  const edited = message === undefined || options.has("edit");
  if (edited) message = editedMessage(repository, message ?? prior ?? "", "message");
  const clean = cleanMessage(message ?? "", edited);
  if (clean === "" && !options.has("allow-empty-message"))
    throw new GitFailure(1, "Aborting commit due to empty commit message.");
  return options.has("signoff") ? signOff(repository, clean) : clean;
}

/** The message that the options give, or undefined. */
export async function givenMessage(
  repository: Repository,
  options: ParsedOptions,
): Promise<string | undefined> {
  const parts = options.all("message");
  const file = options.value("file");
  if (parts.length > 0 && file !== undefined) throw fatal("options '-m' and '-F' cannot be used together");
  if (parts.length > 0) return parts.map((part) => (part.endsWith("\n") ? part : `${part}\n`)).join("\n");
  if (file === "-") return Buffer.from(repository.machine.stdin).toString("utf8");
  if (file !== undefined) {
    const path = resolvePath(repository.machine.cwd, file);
    const kind = repository.machine.files.stat(path)?.kind;
    if (kind !== "file")
      throw fatal(
        `could not read log file '${file}': ${kind === undefined ? "No such file or directory" : "Is a directory"}`,
      );
    return Buffer.from(repository.machine.files.read(path)).toString("utf8");
  }
  const reused = options.value("reuse-message");
  return reused === undefined
    ? undefined
    : (await repository.objects.commit(await requireCommit(repository, reused))).message;
}

/** What an editor would make of a text: unchanged where the editor is one that does nothing, else git's complaint. */
export function editedMessage(repository: Repository, text: string, what: "message" | "editor"): string {
  const { env } = repository.machine;
  const editor =
    env.get("GIT_EDITOR") ?? repository.setting("core.editor") ?? env.get("VISUAL") ?? env.get("EDITOR");
  if (editor === "true" || editor === ":" || editor === "/bin/true" || editor === "cat") return text;
  const advice = what === "message" ? "\nPlease supply the message using either -m or -F option." : "";
  if (editor === undefined || editor === "") {
    if ((env.get("TERM") ?? "dumb") === "dumb") throw failed(`Terminal is dumb, but EDITOR unset${advice}`);
    throw failed(
      `cannot run editor: No such file or directory\nerror: unable to start editor 'editor'${advice}`,
    );
  }
  const program = editor.split(" ")[0] ?? editor;
  throw failed(
    `cannot run ${program}: No such file or directory\nerror: unable to start editor '${editor}'${advice}`,
  );
}

function signOff(repository: Repository, message: string): string {
  const { name, email } = repository.identity("committer");
  const line = `Signed-off-by: ${name} <${email}>\n`;
  if (message.endsWith(line)) return message;
  const last = message.trimEnd().split("\n").at(-1) ?? "";
  return `${message}${/^[A-Za-z-]+: /.test(last) && message.trimEnd().includes("\n\n") ? "" : "\n"}${line}`;
}
