import { fatal } from "./git-failure.js";

/** Whether a text may be the name of a branch or tag. */
export function isReferenceName(name: string): boolean {
  return (
    name !== "" &&
    name !== "@" &&
    // What git forbids: control characters, spaces, ~^:?*[\, "..", "@{", slashes and dots in wrong places.
    !Array.from(name).some((character) => character <= " " || "\x7f~^:?*[\\".includes(character)) &&
    !/\.\.|@\{|\/\/|^\/|\/$|\.$|^-|\.lock(?:\/|$)|(?:^|\/)\./.test(name)
  );
}

export function requireBranchName(name: string): void {
  if (!isReferenceName(name) || name === "HEAD") throw fatal(`'${name}' is not a valid branch name`);
}
