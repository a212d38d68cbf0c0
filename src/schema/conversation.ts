import { z } from "zod";
import { JsonObject, JsonValue } from "./common.js";

/** One piece of what the model said. */
export const ContentBlock = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({
    type: z.literal("reasoning"),
    text: z.string().describe("Empty where the provider hides or encrypts it"),
  }),
  z.strictObject({
    type: z.literal("tool_call"),
    id: z.string(),
    name: z.string(),
    arguments: JsonObject.nullable().describe("Null where the provider sent no valid JSON object"),
    raw: z.string().optional().describe("The arguments as sent, where they were not a valid JSON object"),
  }),
]);
export type ContentBlock = z.infer<typeof ContentBlock>;
export type ToolCall = Extract<ContentBlock, { type: "tool_call" }>;

export const AssistantMessage = z.strictObject({
  role: z.literal("assistant"),
  content: z.array(ContentBlock),
  native: z
    .strictObject({ api: z.string(), content: JsonValue })
    .optional()
    .describe("The provider's own form of the message, sent back unchanged where its API needs that"),
});
export type AssistantMessage = z.infer<typeof AssistantMessage>;

export const ToolResult = z.strictObject({
  callId: z.string(),
  name: z.string(),
  output: z.string(),
  isError: z.boolean(),
});
export type ToolResult = z.infer<typeof ToolResult>;

export const Message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("user"), content: z.string() }),
  AssistantMessage,
  z.strictObject({ role: z.literal("tool"), results: z.array(ToolResult).min(1) }),
]);
export type Message = z.infer<typeof Message>;

/** A tool as a provider sees it; `parameters` is a JSON Schema object. */
export const ToolDefinition = z.strictObject({
  name: z.string(),
  description: z.string(),
  parameters: JsonObject,
});
export type ToolDefinition = z.infer<typeof ToolDefinition>;

export const UnifiedStopReason = z.enum([
  "stop",
  "tool_calls",
  "length",
  "refusal",
  "content_filter",
  "context_length",
  "other",
]);

/** Why the provider ended a message, in our word and in its own. */
export const StopReason = z.strictObject({ unified: UnifiedStopReason, raw: z.string().nullable() });
export type StopReason = z.infer<typeof StopReason>;

/** Tokens. `input` counts every prompt token, cached ones included; `output` counts reasoning too. */
export const Usage = z.strictObject({
  input: z.int().nonnegative(),
  output: z.int().nonnegative(),
  cacheRead: z.int().nonnegative(),
  cacheWrite: z.int().nonnegative(),
  reasoning: z.int().nonnegative(),
});
export type Usage = z.infer<typeof Usage>;
