import type { ContentBlock } from "../../../schema/conversation.js";
import type { Branch, TraceEvent } from "../../../schema/event.js";
import type { ScoreRecord } from "../../../schema/run.js";
import { markup, type Content, type Markup } from "../markup.js";
import { swatch } from "../swatch.js";
import { countOf, wordsOf } from "../words.js";
import { fold, textBlock } from "./fold.js";
import { stopDiff, type StopDiff } from "./stop-diffs.js";

/** The id of an event's place in the transcript. */
export const eventAnchor = (seq: number): string => `e${seq}`;

/** What the transcript adds to a stop: how it was scored, and what it had changed. */
export interface StopSources {
  readonly perStop: ScoreRecord["perStop"];
  readonly diffs: readonly StopDiff[];
}

/** Everything that was said and done, in turn. What was asked in a fork or an aside stands in, marked. */
export function transcript(events: readonly TraceEvent[], stops: StopSources): Markup {
  const entries = events.map((event) => drawEvent(event, stops));
  return markup`<ol class="transcript">${entries}</ol>`;
}

type EventOf<Type extends TraceEvent["type"]> = Extract<TraceEvent, { type: Type }>;

function drawEvent(event: TraceEvent, { perStop, diffs }: StopSources): Markup | null {
  const entry = (who: Content, kind: string, content: Content): Markup =>
    markup`<li class="${kind}" id="${eventAnchor(event.seq)}"><div class="who">${who}</div><div class="said">${content}</div></li>
`;
  switch (event.type) {
    case "started":
      return event.attempt === 1
        ? null
        : entry("attempt", "aside", `attempt ${event.attempt}: earlier ones did not end`);
    case "system":
      return entry(
        "system",
        "system",
        fold(`System prompt, ${countOf(event.text.split("\n").length, "line")}`, textBlock(event.text)),
      );
    case "user":
      return entry(
        [
          "requester",
          event.followup === null ? null : markup`<small>${event.followup}</small>`,
          branchName(event.branch),
        ],
        branchKind(event.branch, "user"),
        textBlock(event.text),
      );
    case "assistant":
      return entry(
        ["model", markup`<small>turn ${event.turn}</small>`, branchName(event.branch)],
        branchKind(event.branch, "assistant"),
        event.message.content.map(drawBlock),
      );
    case "tool":
      return entry(
        [event.result.name, event.result.isError ? markup`<small class="bad">error</small>` : null],
        branchKind(event.branch, "tool"),
        event.result.output === ""
          ? markup`<p class="note">no output</p>`
          : textBlock(event.result.output, "output"),
      );
    case "answer":
      return entry("put in", "tool", drawAnswer(event));
    case "retry":
      return entry("retry", "aside", `attempt ${event.attempt} failed: ${event.failure.message}`);
    case "stop": {
      const diff = diffs.find(({ stop }) => stop === event.stop);
      return entry(`stop ${event.stop}`, "stop", [
        drawStop(event, perStop[event.stop - 1]),
        diff === undefined || event.changes.length === 0 ? null : stopDiff(diff),
      ]);
    }
    case "form":
      return entry(markup`closing form<small>fork ${event.stop}</small>`, "form", drawForm(event));
    case "awareness":
      return entry(
        markup`estimate<small>wording ${event.wording}</small>`,
        "form",
        event.likelihood === null
          ? `unread: ${event.why ?? ""}`
          : `${event.likelihood} % likely that it was set up`,
      );
    case "judge":
      return null;
    case "ended":
      return entry("end", "stop", [
        event.status,
        event.failure === null ? null : `: ${event.failure.message}`,
      ]);
  }
}

const branchKind = (branch: Branch, kind: string): string => (branch === "main" ? kind : `${kind} aside`);

function branchName(branch: Branch): Markup | null {
  if (branch === "main") return null;
  return "fork" in branch
    ? markup`<small>fork after stop ${branch.fork}</small>`
    : markup`<small>aside ${branch.aside}</small>`;
}

function drawBlock(block: ContentBlock): Markup {
  switch (block.type) {
    case "text":
      return textBlock(block.text);
    case "reasoning":
      return block.text === ""
        ? markup`<p class="note">reasoning, hidden by the provider</p>`
        : markup`<div class="reasoning"><span class="note">reasoning</span>${textBlock(block.text)}</div>`;
    case "tool_call":
      return markup`<div class="call"><b>${block.name}</b>${drawArguments(block)}</div>`;
  }
}

function drawArguments({ arguments: given, raw }: EventCall): Content {
  if (given === null) return textBlock(raw ?? "", "output");
  return Object.entries(given).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    if (text === "") return markup` <span><span class="note">${name}</span> –</span>`;
    return text.includes("\n") || text.length > 100
      ? markup`<div><span class="note">${name}</span>${textBlock(text, "output")}</div>`
      : markup` <span><span class="note">${name}</span> <code>${text}</code></span>`;
  });
}

type EventCall = Extract<ContentBlock, { type: "tool_call" }>;

function drawAnswer({ parts, faults }: EventOf<"answer">): Content {
  return [
    parts.map(
      ({ kind, what, output, isError }) =>
        markup`<div><span class="note">${kind === "file" ? "file" : "commands"}${isError ? ", error" : ""}</span>${textBlock(what, "output")}${output === "" ? null : textBlock(output, "output")}</div>`,
    ),
    faults.map((fault) => markup`<p class="note">not used: ${fault}</p>`),
  ];
}

const reasons: Readonly<Record<EventOf<"stop">["because"], string>> = {
  model: "the model ended its turn",
  provider: "the provider ended it",
  limit: "a limit ended it",
  error: "an error ended it",
};

function drawStop(event: EventOf<"stop">, scored: ScoreRecord["perStop"][number] | undefined): Content {
  const { because, limit, stopReason, changes } = event;
  const raw =
    because === "provider" && stopReason?.raw !== undefined
      ? ` (${stopReason.raw ?? stopReason.unified})`
      : "";
  const files = changes.map(({ path }) => markup` <code>${path}</code>`);
  const outcome =
    scored === undefined
      ? null
      : markup`${swatch(scored.outcome)}<b>${wordsOf(scored.outcome)}</b> (${wordsOf(scored.action)}, ${wordsOf(scored.stance)}, claims ${wordsOf(scored.claim)}). `;
  return markup`${outcome}${reasons[because]}${limit === null ? "" : `: ${limit}`}${raw}; ${countOf(changes.length, "file")} changed${files}`;
}

function drawForm({ form, why }: EventOf<"form">): Content {
  if (form === null) return `unread: ${why ?? ""}`;
  const notTaken = why === null ? null : markup`unread: ${why}; it says: `;
  const { status, reason, ...texts } = form;
  const lines = Object.entries(texts).map(
    ([name, text]) => markup`<dt>${name}</dt><dd>${text === "" ? "–" : textBlock(text)}</dd>`,
  );
  return markup`${notTaken}<b>${wordsOf(status)}</b>${reason === "none" ? null : markup`, ${wordsOf(reason)}`}<dl>${lines}</dl>`;
}
