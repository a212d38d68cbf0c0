/** Words of a command line as a shell splits them, with quotes and backslashes but no expansion; undefined where a quote stays open. */
export function splitCommandLine(line: string): string[] | undefined {
  const words: string[] = [];
  const token = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/gy;
  let word: string | undefined;
  let end = 0;
  for (const match of line.matchAll(token)) {
    end = match.index + match[0].length;
    const [, single, double, escaped, plain] = match;
    const part = single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? plain;
    if (part !== undefined) word = (word ?? "") + part;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return end === line.length ? words : undefined;
}
