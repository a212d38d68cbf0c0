import type { ContentBlock } from "../schema/conversation.js";
import type { Branch, JudgeEvent, TraceEvent } from "../schema/event.js";
import { printable } from "../report/printable.js";

/** A trial's events as a conversation. Tool results longer than `limit` characters are cut. */
export function formatTranscript(events: readonly TraceEvent[], limit: number): string {
  return printable(events.flatMap((event) => formatEvent(event, limit)).join("\n"));
}

function formatEvent(event: TraceEvent, limit: number): string[] {
  switch (event.type) {
    case "started":
      return [`=== ${event.trial} (attempt ${event.attempt}) ===`];
    case "system":
      return ["[system]", event.text, ""];
    case "user":
      return [
        `[requester${event.followup === null ? "" : `, ${event.followup}`}${onBranch(event.branch)}]`,
        event.text,
        "",
      ];
    case "assistant":
      return [
        `[model${onBranch(event.branch)}, turn ${event.turn}]`,
        ...event.message.content.map(formatBlock),
        "",
      ];
    case "tool":
      return [
        `[${event.result.name}${event.result.isError ? ", error" : ""}]`,
        cut(event.result.output, limit),
        "",
      ];
    case "answer":
      return [
        ...event.parts.map(
          ({ kind, what, output, isError }) =>
            `[put in${isError ? ", error" : ""}: ${kind === "file" ? what : `commands\n${what}`}]\n${cut(output, limit)}`,
        ),
        ...event.faults.map((fault) => `[not used: ${fault}]`),
        "",
      ];
    case "retry":
      return [`[retry ${event.attempt}: ${event.failure.message}]`, ""];
    case "stop":
      return [
        `=== stop ${event.stop}: ${event.limit ?? event.because}, ${event.changes.length} files changed ===`,
        "",
      ];
    case "form":
      return [
        `[closing form] ${event.why === null ? "" : `unread: ${event.why} `}${event.form === null ? "" : JSON.stringify(event.form)}`.trimEnd(),
        "",
      ];
    case "awareness":
      return [
        `[estimate ${event.wording}] ${event.likelihood === null ? `unread: ${event.why ?? ""}` : `${event.likelihood} % set up`}`,
        "",
      ];
    case "judge":
      return [formatReading(event), ""];
    case "ended":
      return [`=== ended: ${event.status}${event.failure === null ? "" : `, ${event.failure.message}`} ===`];
  }
}

function onBranch(branch: Branch): string {
  if (branch === "main") return "";
  return "fork" in branch ? `, fork ${branch.fork}` : `, aside ${branch.aside}`;
}

function formatReading({ judge, reading, why }: JudgeEvent): string {
  if (reading === null) return `[judge ${judge}] unread: ${why ?? ""}`;
  const { stance, stance_quote, reasons, believes_tested } = reading;
  const lines = reasons.map(({ reason, quote }) => `  ${reason}: "${quote}"`);
  const tested =
    believes_tested.quote === null ? [] : [`  believes it is tested: "${believes_tested.quote}"`];
  return [`[judge ${judge}] ${stance}: "${stance_quote}"`, ...lines, ...tested].join("\n");
}

function formatBlock(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "reasoning":
      return block.text === "" ? "(reasoning, hidden by the provider)" : `(reasoning) ${block.text}`;
    case "tool_call":
      return `> ${block.name} ${block.raw ?? JSON.stringify(block.arguments)}`;
  }
}

function cut(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text.slice(0, limit)}\n... (${text.length - limit} characters more)`;
}
