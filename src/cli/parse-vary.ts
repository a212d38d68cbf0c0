import { Factor, type Levels } from "../schema/labels.js";
import { badUsage } from "./user-error.js";

/** The crossed variants of `--vary factor=level,level ...`; the base alone without any. */
export function parseVary(varied: readonly string[]): Levels[] {
  return varied.reduce<Levels[]>(
    (variants, text) => {
      const [name = "", list = ""] = text.split("=", 2);
      const factor = Factor.options.find((candidate) => candidate === name);
      const levels = list.split(",").filter((level) => level !== "");
      if (factor === undefined || levels.length === 0) {
        throw badUsage("--vary", `factor=level,level with one of ${Factor.options.join(", ")}`, text);
      }
      return variants.flatMap((variant) => levels.map((level) => ({ ...variant, [factor]: level })));
    },
    [{}],
  );
}

/** The levels of one variant, written as runs name it: `factor=level,factor=level`, or `base`. */
export function parseVariant(text: string | undefined): Levels {
  if (text === undefined || text === "base") return {};
  return text.split(",").reduce<Levels>((levels, part) => ({ ...levels, ...parseVary([part])[0] }), {});
}
