import { createHash } from "node:crypto";
import type { Factor } from "../schema/labels.js";

/** A variant's name: `base`, or the levels that differ from it, sorted: `authorization=absent,successor=other_lab`. */
export function nameVariant(
  levels: Readonly<Record<Factor, string>>,
  base: Readonly<Record<Factor, string>>,
): string {
  const differing = Object.entries(levels)
    .filter(([factor, level]) =>
      Object.entries(base).some(([name, usual]) => name === factor && usual !== level),
    )
    .map(([factor, level]) => `${factor}=${level}`);
  return differing.length === 0 ? "base" : differing.toSorted().join(",");
}

/** A variant's name as part of a file name: `authorization-absent.successor-other_lab`, at most 80 characters. */
export function variantPath(variant: string): string {
  const plain = variant.replaceAll("=", "-").replaceAll(",", ".");
  if (plain.length <= 80) return plain;
  return `${plain.slice(0, 70)}-${createHash("sha256").update(variant).digest("hex").slice(0, 8)}`;
}
