import { z } from "zod";
import { capOutput, defaultTimeoutSeconds, maxTimeoutSeconds } from "./limits.js";
import { defineTool } from "./tool.js";

export const bashTool = defineTool({
  name: "bash",
  description:
    "Run a command in bash. Each call starts a new shell in the repository root; files persist between calls, " +
    `shell variables and the working directory do not. A command is stopped after timeout_seconds (default ` +
    `${defaultTimeoutSeconds}, at most ${maxTimeoutSeconds}).`,
  input: z.strictObject({
    command: z.string().min(1).describe("The command line to run"),
    timeout_seconds: z.number().positive().max(maxTimeoutSeconds).optional().describe("Seconds to wait"),
  }),
  async run({ command, timeout_seconds: seconds = defaultTimeoutSeconds }, sandbox, signal) {
    const result = await sandbox.bash(command, { timeoutMs: seconds * 1000, signal });
    const streams = [result.stdout, result.stderr]
      .filter((text) => text !== "")
      .map((text) => capOutput(text));
    const body = streams.map((text) => text.replace(/\n$/, "")).join("\n");
    if (result.exitCode === 0) return { output: body, isError: false };
    return { output: `${body}${body === "" ? "" : "\n"}[exit code ${result.exitCode}]`, isError: true };
  },
});
