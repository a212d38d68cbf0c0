/** Whether a whole text matches a shell pattern (`*`, `?`, `[a-z]`, `\x`); `*` also matches slashes unless told not to. */
export function matchGlob(pattern: string, text: string, slashes = true): boolean {
  let at = 0;
  let inPattern = 0;
  let retryPattern = -1;
  let retryText = 0;
  while (at < text.length) {
    if (pattern[inPattern] === "*") {
      retryPattern = ++inPattern;
      retryText = at;
      continue;
    }
    const used = matchOne(pattern, inPattern, text.charAt(at), slashes);
    if (used > 0) {
      inPattern += used;
      at++;
    } else if (retryPattern >= 0 && (slashes || text[retryText] !== "/")) {
      inPattern = retryPattern;
      at = ++retryText;
    } else return false;
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}

/** How many characters of the pattern stand for this one character; 0 if they do not. */
function matchOne(pattern: string, at: number, character: string, slashes: boolean): number {
  switch (pattern[at]) {
    case undefined:
      return 0;
    case "?":
      return character === "/" && !slashes ? 0 : 1;
    case "\\":
      return pattern[at + 1] === character ? 2 : 0;
    case "[":
      return matchSet(pattern, at, character);
    default:
      return pattern[at] === character ? 1 : 0;
  }
}

function matchSet(pattern: string, at: number, character: string): number {
  const end = pattern.indexOf("]", at + 2);
  if (end === -1) return character === "[" ? 1 : 0;
  const inside = pattern.slice(at + 1, end);
  const negated = inside.startsWith("!") || inside.startsWith("^");
  const set = negated ? inside.slice(1) : inside;
  let found = false;
  for (let place = 0; place < set.length; place++) {
    const low = set.charAt(place);
    if (set[place + 1] === "-" && place + 2 < set.length) {
      if (low <= character && character <= set.charAt(place + 2)) found = true;
      place += 2;
    } else if (low === character) found = true;
  }
  return found === negated ? 0 : end - at + 1;
}

/** Whether a text has characters with a meaning in patterns. */
export function isGlob(text: string): boolean {
  return /[*?[\\]/.test(text);
}
