import { FileError } from "../file-error.js";
import { resolvePath } from "../machine-path.js";
import type { Overlay } from "../overlay.js";

/** Options whose value the shell's programs want as an argument of its own. */
const valuedOptions: Readonly<Record<string, RegExp>> = {
  od: /^-([ANjt])(.+)$/,
  xargs: /^-([ILPdns])(.+)$/,
};

/** Arguments in the spelling that the shell's own program understands. */
export function spellArguments(
  name: string,
  argv: readonly string[],
  overlay: Overlay,
  cwd: string,
): string[] {
  const spelled = argv.map((argument) => (argument === "/dev/stdin" ? "-" : argument));
  const [first] = spelled;
  if (name === "awk") return inlineProgram(spelled, overlay, cwd);
  if (name === "yq" && (first === "eval" || first === "e")) return spelled.slice(1);
  if (name === "chmod") return plainOperands(spelled);
  const valued = valuedOptions[name];
  return valued === undefined ? spelled : splitValues(spelled, valued);
}

/** Leaves out the first `--`; a file behind it whose name starts with a dash is named from the folder. */
function plainOperands(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  if (end === -1) return [...argv];
  const operands = argv.slice(end + 1).map((operand, place) => {
    // The mode is no file, and it may stand behind the `--` too.
    const isMode = place === 0 && argv.slice(0, end).every((argument) => /^-[Rcfv]+$|^--/.test(argument));
    return operand.startsWith("-") && !isMode ? `./${operand}` : operand;
  });
  return [...argv.slice(0, end), ...operands];
}

/** Splits attached values from the options that stand before the first operand: `-I{}` becomes `-I {}`. */
function splitValues(argv: readonly string[], valued: RegExp): string[] {
  const firstOperand = argv.findIndex(
    (argument, place) => !argument.startsWith("-") && !/^-[A-Za-z]$/.test(argv[place - 1] ?? ""),
  );
  const count = firstOperand === -1 ? argv.length : firstOperand;
  const options = argv.slice(0, count).flatMap((argument) => {
    const [, letter, value] = valued.exec(argument) ?? [];
    return letter === undefined || value === undefined ? [argument] : [`-${letter}`, value];
  });
  return [...options, ...argv.slice(count)];
}

/** Puts the text of the program in the place of `-f FILE`. */
function inlineProgram(argv: readonly string[], overlay: Overlay, cwd: string): string[] {
  const place = argv.indexOf("-f");
  const file = argv[place + 1];
  if (place === -1 || file === undefined) return [...argv];
  try {
    const program = new TextDecoder().decode(overlay.read(resolvePath(cwd, file)));
    const rest = argv.slice(place + 2);
    const options = rest.findIndex(
      (argument, index) => !argument.startsWith("-") && rest[index - 1] !== "-v",
    );
    const count = options === -1 ? rest.length : options;
    return [...argv.slice(0, place), ...rest.slice(0, count), program, ...rest.slice(count)];
  } catch (error) {
    if (error instanceof FileError) return [...argv];
    throw error;
  }
}
