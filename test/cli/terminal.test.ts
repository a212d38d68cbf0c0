import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { askOn } from "../../src/cli/terminal.js";

test.each([
  ["a line", "yes\r", "yes"],
  ["an empty line", "\r", ""],
  ["Ctrl-C", "\u0003", null],
  ["Ctrl-C after some letters", "ye\u0003", null],
  ["Ctrl-D", "\u0004", ""],
])("a question answered by %s", async (_keys, typed, answer) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answered = askOn(input, output, "Run the rest? [y/N] ");
  input.write(typed);
  expect(await answered).toBe(answer);
  output.end();
  expect(await text(output)).toContain("Run the rest? [y/N] ");
});

test("a question whose input ends", async () => {
  const input = new PassThrough();
  const answered = askOn(input, new PassThrough(), "Run the rest? [y/N] ");
  input.end();
  expect(await answered).toBe("");
});
