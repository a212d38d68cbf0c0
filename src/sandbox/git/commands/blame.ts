import { quotePath } from "../../../diff/quote-path.js";
import { blameLines, type BlamedLine } from "../blame-lines.js";
import { subjectOf } from "../commit-message.js";
import { formatDate } from "../format-date.js";
import { fatal, GitFailure } from "../git-failure.js";
import { noObject, type Signature } from "../object-types.js";
import { parseOptions, type ParsedOptions } from "../parse-options.js";
import { parsePathspec } from "../pathspec.js";
import { formatOffset } from "../signature.js";
import type { Repository } from "../repository.js";
import { requireCommit, resolveRevision } from "../revision.js";
import type { Invocation } from "../subcommand.js";
import { bytesToText, packText } from "../text-bytes.js";
import { compilePattern } from "../text-pattern.js";
import { padText, textWidth } from "../text-width.js";
import { workEntry } from "../work-tree.js";
import { usageLines } from "../usage-lines.js";

const usage = usageLines.blame;

/** `git blame`. */
export async function blame({ repository, argv, output }: Invocation): Promise<number> {
  const options = parseOptions(argv, {
    usage,
    long: {
      ...{
        L: "value",
        s: "flag",
        "show-email": "flag",
        l: "flag",
        t: "flag",
        "show-name": "flag",
        "show-number": "flag",
        w: "flag",
      },
      ...{
        porcelain: "flag",
        "line-porcelain": "flag",
        date: "value",
        abbrev: "value",
        root: "flag",
        M: "optional",
        C: "optional",
        b: "flag",
      },
    },
    short: {
      L: "L",
      s: "s",
      e: "show-email",
      l: "l",
      t: "t",
      f: "show-name",
      n: "show-number",
      w: "w",
      p: "porcelain",
      M: "M",
      C: "C",
      b: "b",
    },
  });
  const words = [...options.words, ...(options.paths ?? [])];
  const name = words.pop();
  if (name === undefined || words.length > 1) throw new GitFailure(129, `usage: ${usage}\n`);
  const revision = words[0];
  const path = parsePathspec([name], repository).elements[0]?.pattern ?? "";
  const tip = await repository.objects.commit(await requireCommit(repository, revision ?? "HEAD"));
  const committed = (await repository.objects.listing(tip.oid)).get(path);
  const work = workEntry(repository, path);
  if (
    revision === undefined &&
    work === undefined &&
    (await resolveRevision(repository, name)) !== undefined
  ) {
    throw new GitFailure(129, `usage: ${usage}\n`);
  }
  if (committed === undefined)
    throw fatal(`no such path ${revision === undefined ? `'${path}' in HEAD` : `${path} in ${revision}`}`);
  if (revision === undefined && work === undefined)
    throw fatal(`Cannot lstat '${path}': No such file or directory`);
  const final = revision === undefined && work !== undefined ? work : committed;
  const text = bytesToText(await repository.objects.blob(final.oid));
  const uncommitted = final.oid !== committed.oid;
  const lines = await blameLines(repository, { path, text, tip, uncommitted, ignoreSpace: options.has("w") });
  const chosen = readRanges(options.all("L"), lines, path);
  const wanted = lines.map((line, number) => ({ line, number })).filter(({ number }) => chosen(number));
  if (options.has("porcelain") || options.has("line-porcelain")) {
    output.raw(porcelainText(repository, wanted, path, options.has("line-porcelain")));
  } else output.raw(plainBlame(repository, wanted, path, options));
  return 0;
}

interface Numbered {
  readonly line: BlamedLine;
  readonly number: number;
}

/** Which lines (from 0) the `-L` options choose. */
function readRanges(
  texts: readonly string[],
  lines: readonly BlamedLine[],
  path: string,
): (number: number) => boolean {
  if (texts.length === 0) return () => true;
  const ranges = texts.map((text) => {
    const match = /^(\/(?:[^/\\]|\\.)*\/|\d*)(?:,([+-]?\d+|\/(?:[^/\\]|\\.)*\/))?$/.exec(text);
    if (match === null) throw new GitFailure(129, `usage: ${usage}\n`);
    const [, from = "", to] = match;
    const start = from.startsWith("/")
      ? findLine(from, lines, 0)
      : Math.max(1, Number(from === "" ? 1 : from));
    if (start > lines.length)
      throw fatal(`file ${path} has only ${lines.length} line${lines.length === 1 ? "" : "s"}`);
    if (to === undefined) return [start, lines.length] as const;
    if (to.startsWith("/")) return [start, findLine(to, lines, start)] as const;
    if (to.startsWith("+")) return [start, start + Number(to) - 1] as const;
    if (to.startsWith("-")) return [Math.max(1, start + Number(to) + 1), start] as const;
    return Number(to) < start ? ([Number(to), start] as const) : ([start, Number(to)] as const);
  });
  return (number) => ranges.some(([start, end]) => number + 1 >= start && number + 1 <= end);
}

function findLine(pattern: string, lines: readonly BlamedLine[], after: number): number {
  const compiled = compilePattern([pattern.slice(1, -1)], { kind: "basic" });
  const found = lines.findIndex(({ text }, number) => number >= after && compiled.matches(text));
  if (found === -1)
    throw fatal(`-L parameter '${pattern.slice(1, -1)}' starting at line ${after + 1}: No match`);
  return found + 1;
}

function uncommittedAuthor(repository: Repository): Signature {
  return { name: "Not Committed Yet", email: "not.committed.yet", ...repository.now };
}

function plainBlame(
  repository: Repository,
  lines: readonly Numbered[],
  path: string,
  options: ParsedOptions,
): string {
  const now = repository.now.timestamp;
  const date = options.value("date") ?? repository.setting("blame.date") ?? "iso";
  const email = options.has("show-email");
  const rows = lines.map(({ line, number }) => {
    const who = line.commit?.author ?? uncommittedAuthor(repository);
    return {
      line,
      number,
      who: email ? `<${who.email}>` : who.name,
      when: options.has("t") ? `${who.timestamp} ${formatOffset(who.offset)}` : formatDate(who, date, now),
    };
  });
  const digits = options.has("l")
    ? 40
    : Math.max(
        ...lines.map(({ line }) => repository.abbreviate(line.commit?.oid ?? noObject).length),
        Number(options.value("abbrev") ?? 7),
      ) + 1;
  const names = options.has("show-name") || lines.some(({ line }) => line.path !== path);
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(textWidth));
  const nameWidth = width(rows.map(({ line }) => quotePath(line.path)));
  const whoWidth = width(rows.map(({ who }) => who));
  const whenWidth = width(rows.map(({ when }) => when));
  const numberWidth = Math.max(0, ...rows.map(({ number }) => String(number + 1).length));
  const originWidth = Math.max(0, ...rows.map(({ line }) => String(line.line).length));
  return rows
    .map(({ line, number, who, when }) => {
      const boundary = line.commit?.parents.length === 0 && !options.has("root");
      const oid = line.commit?.oid ?? noObject;
      let row = boundary
        ? options.has("b")
          ? " ".repeat(digits)
          : `^${oid.slice(0, digits - 1)}`
        : oid.slice(0, digits);
      if (names) row += ` ${padText(quotePath(line.path), nameWidth)}`;
      if (options.has("show-number")) row += ` ${String(line.line).padStart(originWidth)}`;
      if (!options.has("s")) row += ` (${padText(who, whoWidth)} ${padText(when, whenWidth)}`;
      row += ` ${String(number + 1).padStart(numberWidth)}) `;
      return packText(row) + line.text + (line.text.endsWith("\n") ? "" : "\n");
    })
    .join("");
}

function porcelainText(
  repository: Repository,
  lines: readonly Numbered[],
  path: string,
  every: boolean,
): string {
  const told = new Set<string>();
  let text = "";
  for (const [place, { line, number }] of lines.entries()) {
    const oid = line.commit?.oid ?? noObject;
    const continues = (at: Numbered | undefined, before: Numbered | undefined) =>
      at !== undefined &&
      before !== undefined &&
      at.line.commit?.oid === before.line.commit?.oid &&
      at.line.path === before.line.path &&
      at.line.line === before.line.line + 1 &&
      at.number === before.number + 1;
    const starts = !continues(lines[place], lines[place - 1]);
    let size = 1;
    while (starts && continues(lines[place + size], lines[place + size - 1])) size++;
    text += packText(`${oid} ${line.line} ${number + 1}${starts ? ` ${size}` : ""}\n`);
    if (every || !told.has(oid)) text += packText(porcelainHeader(repository, line, path));
    told.add(oid);
    text += `\t${line.text}${line.text.endsWith("\n") ? "" : "\n"}`;
  }
  return text;
}

function porcelainHeader(repository: Repository, line: BlamedLine, path: string): string {
  const none = uncommittedAuthor(repository);
  const { author, committer, message, parents } = line.commit ?? {
    author: none,
    committer: none,
    message: `Version of ${path} from ${path}`,
    parents: [""],
  };
  const person = (role: string, who: Signature) =>
    `${role} ${who.name}\n${role}-mail <${who.email}>\n${role}-time ${who.timestamp}\n${role}-tz ${formatOffset(who.offset)}\n`;
  const previous =
    line.previous === undefined ? "" : `previous ${line.previous.oid} ${quotePath(line.previous.path)}\n`;
  const boundary = parents.length === 0 ? "boundary\n" : "";
  return `${person("author", author)}${person("committer", committer)}summary ${subjectOf(message)}\n${previous}${boundary}filename ${quotePath(line.path)}\n`;
}
