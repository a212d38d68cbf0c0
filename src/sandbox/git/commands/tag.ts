import { readMessage } from "../commit-message-source.js";
import { isReferenceName } from "../branch-name.js";
import { subjectOf } from "../commit-message.js";
import { fatal } from "../git-failure.js";
import { matchGlob } from "../match-glob.js";
import { parseOptions, type OptionTable } from "../parse-options.js";
import { resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { ancestors } from "../walk-commits.js";
import { usageLines } from "../usage-lines.js";

const table: OptionTable = {
  usage: usageLines.tag,
  long: {
    ...{
      list: "flag",
      annotate: "flag",
      message: "value",
      file: "value",
      delete: "flag",
      force: "flag",
      n: "optional",
      sign: "flag",
    },
    ...{
      sort: "value",
      contains: "optional",
      merged: "optional",
      "points-at": "value",
      format: "value",
      edit: "flag",
      "allow-empty-message": "flag",
    },
  },
  short: { l: "list", a: "annotate", m: "message", F: "file", d: "delete", f: "force", n: "n", s: "sign" },
};

/** `git tag`. */
export async function tag({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, table);
  const { references, objects } = repository;
  if (options.has("delete")) {
    let code = 0;
    for (const name of options.words) {
      const oid = references.resolve(`refs/tags/${name}`);
      if (oid === undefined) {
        output.error(`error: tag '${name}' not found.`);
        code = 1;
        continue;
      }
      references.delete(`refs/tags/${name}`);
      output.line(`Deleted tag '${name}' (was ${repository.abbreviate(oid)})`);
    }
    return code;
  }
  const [name, start = "HEAD"] = options.words;
  const listing = ["list", "n", "contains", "merged", "points-at", "sort"].some((option) =>
    options.has(option),
  );
  if (listing || name === undefined) {
    const contained = options.has("contains")
      ? await resolveRevision(repository, options.value("contains") || "HEAD")
      : undefined;
    for (const [full, oid] of references.list("refs/tags/")) {
      const short = full.slice(10);
      if (options.words.length > 0 && !options.words.some((pattern) => matchGlob(pattern, short))) continue;
      if (contained !== undefined && !(await ancestors(repository, [oid])).has(contained)) continue;
      const object = await objects.read(oid);
      const message = object.type === "tag" ? object.message : object.type === "commit" ? object.message : "";
      output.line(options.has("n") ? `${short.padEnd(15)} ${subjectOf(message)}` : short);
    }
    return 0;
  }
  if (!isReferenceName(name)) throw fatal(`'${name}' is not a valid tag name.`);
  const previous = references.resolve(`refs/tags/${name}`);
  if (previous !== undefined && !options.has("force")) throw fatal(`tag '${name}' already exists`);
  const target = await resolveRevision(repository, start);
  if (target === undefined) throw fatal(`Failed to resolve '${start}' as a valid ref.`);
  const annotated = options.has("annotate") || options.has("message") || options.has("file");
  const tagger = repository.identity("committer");
  const oid = annotated
    ? await objects.writeTag({
        object: target,
        tagged: "commit",
        name,
        tagger,
        message: await readMessage(repository, options, undefined),
      })
    : target;
  references.write(`refs/tags/${name}`, oid, tagger, undefined);
  if (previous !== undefined && previous !== oid)
    output.line(`Updated tag '${name}' (was ${repository.abbreviate(previous)})`);
  return 0;
}
