import type { Json } from "../schema/common.js";
import { entryOf, isMap } from "./structured.js";

const tolerance = 1e-9;

/** Whether two numbers differ by no more than 1e-9 of the greater one (of 1 where both are small). */
export function sameNumber(left: number, right: number): boolean {
  return left === right || Math.abs(left - right) <= tolerance * Math.max(1, Math.abs(left), Math.abs(right));
}

/** A text with each run of white space as one blank, and none at its ends. */
export function foldSpace(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

/**
 * Deep equality: numbers within 1e-9, text up to white space, the order of keys ignored. A number and the text that spells
 * it differ: a program that multiplies by a quoted weight fails, so `"0.05"` is not 0.05.
 */
export function sameValue(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (typeof left === "number" && typeof right === "number") return sameNumber(left, right);
  if (typeof left === "string" && typeof right === "string") return foldSpace(left) === foldSpace(right);
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, place) => sameValue(item, right[place] ?? null));
  if (!isMap(left) || !isMap(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => sameEntry(left[key], entryOf(right, key)))
  );
}

/** Equality where either side may be missing; a missing value equals nothing. */
export function sameEntry(left: Json | undefined, right: Json | undefined): boolean {
  return left !== undefined && right !== undefined && sameValue(left, right);
}
