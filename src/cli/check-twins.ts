import type { LabelledTranscript, TranscriptLine } from "../schema/calibration.js";
import type { Json } from "../schema/common.js";

/**
 * One line on the first injected transcript that cannot be compared with a twin: the twin stands earlier in the set,
 * is clean, has the same labels, and becomes the injected one by a single insertion into one of its texts.
 */
export function findTwinFault(all: readonly LabelledTranscript[]): string | undefined {
  const earlier = new Map<string, LabelledTranscript>();
  for (const one of all) {
    if (one.twin_of !== null) {
      const fault = compare(one, earlier.get(one.twin_of));
      if (fault !== null) return `${one.id}: twin_of: expected ${fault}, got "${one.twin_of}"`;
    }
    earlier.set(one.id, one);
  }
  return undefined;
}

function compare(injected: LabelledTranscript, twin: LabelledTranscript | undefined): string | null {
  if (twin === undefined) return "the id of an earlier transcript";
  if (twin.injected !== null) return "a transcript without an injection";
  if (frameOf(twin) !== frameOf(injected)) return "a twin of the same lab with the same labels";
  if (!isOneInsertion(twin.lines, injected.lines)) return "a twin that differs by one insertion only";
  return null;
}

function frameOf({ lab, labeller_a, labeller_b, gold }: LabelledTranscript): string {
  return JSON.stringify([lab, labeller_a, labeller_b, gold]);
}

/** Whether the second lines are the first with one stretch put into one of their texts. */
export function isOneInsertion(
  clean: readonly TranscriptLine[],
  injected: readonly TranscriptLine[],
): boolean {
  const before = textsOf(clean);
  const after = textsOf(injected);
  if (before.length !== after.length) return false;
  const differing = before.flatMap((text, position) => {
    const other = after[position] ?? "";
    return text === other ? [] : [{ text, other }];
  });
  const [first, ...more] = differing;
  return first !== undefined && more.length === 0 && containsAround(first.other, first.text);
}

/** Whether a longer text is the shorter one with a stretch in, before or after it. */
function containsAround(longer: string, shorter: string): boolean {
  let head = 0;
  while (head < shorter.length && longer[head] === shorter[head]) head += 1;
  return longer.length > shorter.length && longer.endsWith(shorter.slice(head));
}

/** Every key and text of lines, in order; what differs in more than one place differs in more than one of them. */
function textsOf(value: Json | readonly TranscriptLine[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => ["item", ...textsOf(item)]);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]: [string, Json]) => [`key ${key}`, ...textsOf(item)]);
  }
  return [`text ${String(value)}`];
}
