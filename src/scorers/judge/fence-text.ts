import { createHash } from "node:crypto";

/** A word that looks random, depends on the texts alone, and occurs in none of them. */
export function makeFence(texts: readonly string[]): string {
  const whole = texts.join("\n").toLowerCase();
  for (let salt = 0; ; salt += 1) {
    const fence = createHash("sha256").update(`${salt}\n${whole}`).digest("hex").slice(0, 20);
    if (!whole.includes(fence)) return fence;
  }
}
