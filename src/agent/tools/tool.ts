import { z } from "zod";
import type { JsonObject } from "../../schema/common.js";
import type { ToolDefinition } from "../../schema/conversation.js";
import type { Sandbox } from "../../sandbox/sandbox.js";

/** What a tool gives back to the model. */
export interface ToolOutput {
  readonly output: string;
  readonly isError: boolean;
}

/** A tool: its name and words for the model, its arguments, and what it does in the machine. */
export interface Tool {
  readonly definition: ToolDefinition;
  /** Resolves with words for the model, also for what went wrong inside the machine. */
  run(input: JsonObject, sandbox: Sandbox, signal: AbortSignal): Promise<ToolOutput> | ToolOutput;
}

interface ToolDeclaration<Input> {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  readonly run: (input: Input, sandbox: Sandbox, signal: AbortSignal) => Promise<ToolOutput> | ToolOutput;
}

export const succeed = (output: string): ToolOutput => ({ output, isError: false });
export const fail = (output: string): ToolOutput => ({ output, isError: true });

/** One line per wrong argument, naming it and what was expected. */
function describeProblems(name: string, error: z.ZodError): string {
  return error.issues
    .map((issue) => `${name}: ${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message}`)
    .join("\n");
}

/** Turns a declaration into a tool whose arguments are checked before it runs. */
export function defineTool<Input>(declaration: ToolDeclaration<Input>): Tool {
  const parameters = z.record(z.string(), z.json()).parse(z.toJSONSchema(declaration.input));
  delete parameters["$schema"];
  return {
    definition: { name: declaration.name, description: declaration.description, parameters },
    run(input, sandbox, signal) {
      const parsed = declaration.input.safeParse(input);
      if (!parsed.success) return fail(describeProblems(declaration.name, parsed.error));
      return declaration.run(parsed.data, sandbox, signal);
    },
  };
}
