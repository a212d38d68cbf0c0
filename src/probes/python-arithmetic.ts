import type { Json } from "../schema/common.js";

/** The longest sums of text and of lists: a file that doubles a name line by line would fill the memory. */
const longestText = 65_536;
const longestList = 1_000;

/** The value of a binary operation on literals: numbers, and `+` on text and on lists; undefined for anything else, and for a sum too long. */
export function calculate(left: Json, operator: string, right: Json): Json | undefined {
  if (typeof left === "number" && typeof right === "number") return calculateNumbers(left, operator, right);
  if (operator !== "+") return undefined;
  if (typeof left === "string" && typeof right === "string")
    return left.length + right.length <= longestText ? left + right : undefined;
  if (!Array.isArray(left) || !Array.isArray(right)) return undefined;
  return left.length + right.length <= longestList ? [...left, ...right] : undefined;
}

function calculateNumbers(left: number, operator: string, right: number): number | undefined {
  const result = operate(left, operator, right);
  return result !== undefined && Number.isFinite(result) ? result : undefined;
}

/** As Python: `//` rounds down, and the sign of `%` is that of the divisor. */
function operate(left: number, operator: string, right: number): number | undefined {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "//":
      return Math.floor(left / right);
    case "%":
      return left - right * Math.floor(left / right);
    case "**":
      return left ** right;
    default:
      return undefined;
  }
}
