import { InputError } from "../schema/input-error.js";
import { FamilyName } from "../schema/models.js";
import { findAddressFault, maskAddress } from "../schema/server-address.js";

/** Bad usage, said in one line. */
export function badUsage(option: string, expected: string, got: string): InputError {
  return new InputError(`${option}: expected ${expected}, got ${JSON.stringify(got)}`);
}

/** A commander parser of whole numbers from 1, to a bound where there is one. */
export function positiveInteger(option: string, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = most === Number.MAX_SAFE_INTEGER ? "from 1" : `from 1 to ${most}`;
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1 || value > most)
      throw badUsage(option, `a whole number ${range}`, text);
    return value;
  };
}

/** A commander parser of numbers above 0. */
export function positiveNumber(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value <= 0) throw badUsage(option, "a number above 0", text);
    return value;
  };
}

/** A commander parser of shares from 0 to 1. */
export function share(option: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (!(value >= 0 && value <= 1)) throw badUsage(option, "a share from 0 to 1, such as 0.2", text);
    return value;
  };
}

/** A commander parser of shares that are neither nothing nor everything. */
export function properShare(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value > 0 && value < 1)) {
      throw badUsage(option, "a share above 0 and below 1, such as 0.2", text);
    }
    return value;
  };
}

/** A commander parser of whole numbers. */
export function integer(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw badUsage(option, "a whole number", text);
    return value;
  };
}

/** A commander parser of web addresses. */
export function webAddress(option: string): (text: string) => string {
  return (text) => {
    const fault = findAddressFault(text);
    if (fault !== null) throw new InputError(`${option}: ${fault}, got ${JSON.stringify(maskAddress(text))}`);
    return text;
  };
}

/** A commander parser of a model family's name. */
export function familyName(option: string): (text: string) => string {
  return (text) => {
    if (!FamilyName.safeParse(text).success)
      throw badUsage(option, "a name without space around it, such as Claude", text);
    return text;
  };
}

/** A commander parser that checks one of several words. */
export function oneOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw badUsage(option, `one of ${words.join(", ")}`, text);
    return word;
  };
}

/** A commander collector: an option that may be given several times, or hold several names split by commas. */
export function collectNames(text: string, earlier: readonly string[]): string[] {
  return [
    ...earlier,
    ...text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ];
}
