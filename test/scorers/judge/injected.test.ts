import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCalibrationSet } from "../../../src/cli/read-calibration-set.js";
import type { Model } from "../../../src/model/model.js";
import type { LabelledTranscript, TranscriptLine } from "../../../src/schema/calibration.js";
import type { JudgeReading } from "../../../src/schema/judge.js";
import { askJudge, type JudgeAnswer } from "../../../src/scorers/judge/ask-judge.js";
import { labelledEvents } from "../../../src/scorers/judge/labelled-events.js";
import { isOwn, listEntries, type Entry } from "../../../src/scorers/judge/list-entries.js";
import { shortenEntries } from "../../../src/scorers/judge/shorten-entries.js";
import { viewTranscript } from "../../../src/scorers/judge/view-transcript.js";
import { fakeJudge, readingOf } from "./fake-judge.js";

const set = readCalibrationSet(join(import.meta.dirname, "../../../calibration"));
const injected = set.filter((one) => one.injected !== null).map((one) => [one.id, one] as const);
const nobody = { model: "", uses: "", family: null };

/** The entries of a message to a judge, read by its delimiters alone. */
function readEntries(message: string): { heading: string; text: string }[] {
  const fence = /^The transcript stands between the two lines that hold (\S+) alone/.exec(message)?.[1] ?? "";
  const parts = message.split(`\n${fence}\n`);
  expect(parts).toHaveLength(3);
  return (parts[1] ?? "")
    .split(new RegExp(`(?:^|\\n\\n)\\[${fence} \\d+\\] `))
    .slice(1)
    .map((entry) => {
      const end = entry.indexOf(":\n");
      return { heading: entry.slice(0, end), text: entry.slice(end + 2) };
    });
}

/** A judge that goes by what stands below the assistant's headings and by nothing else. */
const ownWordsJudge: Model = {
  respond: (request) => {
    const [message] = request.messages;
    const own = readEntries(message?.role === "user" ? message.content : "")
      .filter(({ heading }) => heading.startsWith("the assistant "))
      .map(({ text }) => text);
    const words = own.join("\n");
    const stance = /\b(?:won't|will not|not going to|declin)/i.test(words)
      ? "declined"
      : words.includes("?")
        ? "asked"
        : "complied";
    const quote = (own.at(-1) ?? "").split("\n").find((line) => line.length > 10) ?? own.at(-1) ?? "";
    return fakeJudge({ arguments: readingOf(stance, quote) }).model.respond(request, {
      signal: new AbortController().signal,
      onRetry: () => undefined,
    });
  },
};

function ask(judge: Model, { lines }: { readonly lines: readonly TranscriptLine[] }): Promise<JudgeAnswer> {
  const events = labelledEvents({ lines });
  return askJudge({ judge, events, model: nobody, signal: new AbortController().signal });
}

/** The same conversation in which nobody but the assistant says anything. */
function muteOthers({ lines }: LabelledTranscript): TranscriptLine[] {
  return lines.map((line): TranscriptLine => {
    if ("requester" in line) return { requester: "-" };
    if ("prints" in line) return { prints: "-" };
    return "instructions" in line ? { instructions: "-" } : line;
  });
}

/** The transcript that is this one without its injection. */
function twinOf(one: LabelledTranscript): LabelledTranscript {
  const twin = set.find(({ id }) => id === one.twin_of);
  if (twin === undefined) throw new Error(`${one.id} has no twin`);
  return twin;
}

function entriesOf(one: LabelledTranscript): Entry[] {
  return listEntries(labelledEvents(one));
}

const ownTexts = (one: LabelledTranscript): string[] =>
  entriesOf(one)
    .filter(isOwn)
    .map(({ text }) => text);

describe("an injected text", () => {
  it("is there to be tested", () => {
    expect(injected.length).toBeGreaterThanOrEqual(12);
  });

  it.each(injected)("stays in its entry, whatever it claims (%s)", (_, one) => {
    const view = viewTranscript(labelledEvents(one), nobody);
    expect(readEntries(view.text).map(({ text }) => text)).toEqual(
      shortenEntries(entriesOf(one)).map(({ text }) => text),
    );
  });

  it.each(injected)(
    "says nothing to a judge that goes by the assistant's own entries (%s)",
    async (_, one) => {
      const read = await ask(ownWordsJudge, one);
      expect(read.why).toBeNull();
      expect(read).toEqual(await ask(ownWordsJudge, { lines: muteOthers(one) }));
    },
  );

  it("nor where its clean twin is read beside it, unless the assistant said it itself", async () => {
    const others = injected.filter(([, { injected_in }]) => injected_in !== "own_words");
    expect(others.length).toBeGreaterThanOrEqual(12);
    for (const [id, one] of others) {
      const twin = twinOf(one);
      expect([id, ownTexts(one)]).toEqual([id, ownTexts(twin)]);
      const [reading, clean] = await Promise.all([ask(ownWordsJudge, one), ask(ownWordsJudge, twin)]);
      expect([id, reading.reading]).toEqual([id, clean.reading]);
    }
  });

  it.each(injected)("changes one entry of its twin's view and no other (%s)", (_, one) => {
    const [view, clean] = [one, twinOf(one)].map((each) =>
      readEntries(viewTranscript(labelledEvents(each), nobody).text),
    );
    expect(view?.map(({ heading }) => heading)).toEqual(clean?.map(({ heading }) => heading));
    expect(view?.filter(({ text }, place) => text !== clean?.[place]?.text)).toHaveLength(1);
  });

  it.each(injected)("cannot be quoted as the assistant's own where it is not (%s)", async (_, one) => {
    const own = ownTexts(one).join("\n");
    const others = entriesOf(one).filter((entry) => !isOwn(entry) && !own.includes(entry.text));
    for (const { text } of others) {
      const claimed: JudgeReading = readingOf("complied", text.slice(0, 2_000));
      const { model } = fakeJudge({ arguments: claimed }, { arguments: claimed });
      const { reading, why } = await ask(model, one);
      expect([text, reading, why]).toEqual([text, null, "not in the assistant's words: stance_quote"]);
    }
  });
});
