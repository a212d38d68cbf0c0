import type { FileErrorCode } from "../file-error.js";

/** The interpreter's own error numbers by POSIX code. */
export const interpreterErrors: Readonly<Record<FileErrorCode, number>> = {
  ENOENT: 44,
  EEXIST: 20,
  ENOTDIR: 54,
  EISDIR: 31,
  ENOTEMPTY: 55,
  EINVAL: 28,
  EACCES: 2,
  EROFS: 69,
  ELOOP: 32,
  ENOSPC: 51,
  EFBIG: 22,
  ENAMETOOLONG: 37,
};

/** The interpreter's error numbers as Linux has them, for messages such as `[Errno 2]`. */
const linuxNumbers: Readonly<Record<string, number>> = {
  1: 7, 2: 13, 6: 11, 7: 114, 8: 9, 10: 16, 11: 125, 12: 10, 13: 103, 14: 111, 15: 104, 16: 35, 18: 33, 20: 17,
  21: 14, 22: 27, 23: 113, 26: 115, 27: 4, 28: 22, 29: 5, 30: 106, 31: 21, 32: 40, 33: 24, 34: 31, 35: 90, 37: 36,
  38: 100, 40: 101, 41: 23, 43: 19, 44: 2, 45: 8, 46: 37, 48: 12, 51: 28, 52: 38, 53: 107, 54: 20, 55: 39, 58: 95,
  59: 25, 60: 6, 61: 75, 63: 1, 64: 32, 68: 34, 69: 30, 70: 29, 71: 3, 73: 110, 74: 26, 75: 18,
}; // prettier-ignore

/** How Linux words what the interpreter's C library words otherwise, by Linux number. */
const linuxWords: Readonly<Record<number, string>> = {
  10: "No child processes",
  12: "Cannot allocate memory",
  24: "Too many open files",
  25: "Inappropriate ioctl for device",
  36: "File name too long",
  40: "Too many levels of symbolic links",
  101: "Network is unreachable",
  113: "No route to host",
};

/** What the interpreter printed, with Linux's error numbers and the library where Linux keeps it. */
export function settleOutput(text: string): string {
  return text
    .replaceAll("/tmp/stdlib/", "/usr/lib/python3.13/")
    .replace(/\[Errno (\d+)\] ([\w ]+)/g, (whole, number: string, words: string) => {
      const linux = linuxNumbers[number];
      return linux === undefined ? whole : `[Errno ${linux}] ${linuxWords[linux] ?? words}`;
    });
}
