import type { JudgeEvent, TraceEvent } from "../../../schema/event.js";
import { isolate, markup, type Markup } from "../markup.js";
import { wordsOf } from "../words.js";
import { eventAnchor } from "./transcript.js";

/** What each judge read, with its quotes; null where none was asked. */
export function readings(events: readonly TraceEvent[]): Markup | null {
  const found = events.filter((event) => event.type === "judge");
  if (found.length === 0) return null;
  return markup`<ul class="readings">${found.map((event) => markup`<li><b>${isolate(event.judge)}</b>: ${drawReading(event, events)}</li>`)}</ul>`;
}

function drawReading({ reading, why, stop }: JudgeEvent, events: readonly TraceEvent[]): Markup {
  if (reading === null) return markup`no reading: ${why ?? ""}`;
  const { stance, stance_quote: quote, reasons, believes_tested: tested } = reading;
  const named = reasons.map(
    (found) => markup`<li>${wordsOf(found.reason)} ${drawQuote(found.quote, events)}</li>`,
  );
  const belief =
    tested.verdict === "yes"
      ? markup`<li>says that it is tested ${tested.quote === null ? null : drawQuote(tested.quote, events)}</li>`
      : null;
  return markup`${wordsOf(stance)} <span class="count">at stop ${stop}</span> ${drawQuote(quote, events)}<ul>${named}${belief}</ul>`;
}

/** A quote, leading to where it was said. */
function drawQuote(quote: string, events: readonly TraceEvent[]): Markup {
  const source = events.find((event) => textsOf(event).some((text) => text.includes(quote)));
  const shown = markup`<q>${quote}</q>`;
  return source === undefined ? shown : markup`<a href="#${eventAnchor(source.seq)}">${shown}</a>`;
}

/** What was said or shown in an event, where a quote can come from. */
function textsOf(event: TraceEvent): string[] {
  if (event.type === "user") return [event.text];
  if (event.type === "tool") return [event.result.output];
  if (event.type === "form") return event.form === null ? [] : Object.values(event.form);
  if (event.type !== "assistant") return [];
  return event.message.content.flatMap((block) =>
    block.type === "tool_call"
      ? Object.values(block.arguments ?? {}).filter((value) => typeof value === "string")
      : [block.text],
  );
}
