/** Settings in the order of the file: `section.key` or `section.sub.key`, sections and keys in lower case. */
export type Settings = readonly (readonly [string, string])[];

/** Reads a git config file. */
export function parseConfig(text: string): Settings {
  const settings: [string, string][] = [];
  let section = "";
  for (const line of text.split("\n").map((whole) => whole.trim())) {
    const header = /^\[\s*([^\s"\]]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (header !== null) {
      const sub = header[2]?.replace(/\\(.)/g, "$1");
      section = (header[1] ?? "").toLowerCase() + (sub === undefined ? "" : `.${sub}`);
      continue;
    }
    const setting = /^([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*))?$/.exec(line);
    if (setting !== null)
      settings.push([`${section}.${(setting[1] ?? "").toLowerCase()}`, unquote(setting[2] ?? "true")]);
  }
  return settings;
}

function unquote(value: string): string {
  let text = "";
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (character === "\\") {
      const next = value.charAt(++at);
      text += next === "n" ? "\n" : next === "t" ? "\t" : next;
    } else if (!quoted && (character === "#" || character === ";")) return text.trimEnd();
    else text += character;
  }
  return text;
}

/** The file's text with one setting changed, added, or removed (`undefined`). */
export function editConfig(text: string, key: string, value: string | undefined): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const name = key.slice(key.lastIndexOf(".") + 1);
  const sectionName = key.slice(0, key.lastIndexOf("."));
  let section = "";
  let lastOfSection = -1;
  for (const [number, line] of lines.entries()) {
    const [first] = parseConfig(`${line.trim().startsWith("[") ? line : "[x]"}\nprobe = 1`);
    if (line.trim().startsWith("[")) section = first?.[0].replace(/\.probe$/, "") ?? "";
    if (section !== sectionName) continue;
    lastOfSection = number;
    if (/^\s*([A-Za-z][A-Za-z0-9-]*)/.exec(line)?.[1]?.toLowerCase() !== name.toLowerCase()) continue;
    lines.splice(number, 1, ...(value === undefined ? [] : [`\t${name} = ${quoteValue(value)}`]));
    return joinLines(lines);
  }
  if (value === undefined) return text;
  if (lastOfSection === -1) lines.push(sectionHeader(sectionName), `\t${name} = ${quoteValue(value)}`);
  else lines.splice(lastOfSection + 1, 0, `\t${name} = ${quoteValue(value)}`);
  return joinLines(lines);
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function sectionHeader(name: string): string {
  const dot = name.indexOf(".");
  return dot === -1
    ? `[${name}]`
    : `[${name.slice(0, dot)} "${name.slice(dot + 1).replace(/(["\\])/g, "\\$1")}"]`;
}

function quoteValue(value: string): string {
  const escaped = value
    .replace(/\\/g, "\\\\")
    .replace(/"/g, '\\"')
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t");
  return /^\s|\s$|[;#]/.test(value) ? `"${escaped}"` : escaped;
}

/** The last value of a key; the section and the last part are compared without case. */
export function settingOf(settings: Settings, key: string): string | undefined {
  const wanted = normaliseKey(key);
  return settings.findLast(([name]) => name === wanted)?.[1];
}

/** `User.Name` as `user.name`; a subsection in the middle keeps its case. */
export function normaliseKey(key: string): string {
  const parts = key.split(".");
  return parts
    .map((part, place) => (place === 0 || place === parts.length - 1 ? part.toLowerCase() : part))
    .join(".");
}
