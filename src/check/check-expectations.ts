import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import type { TaskUnderCheck } from "./open-task.js";

/** Expected surfaces can be read before the work, and the work is not done already. */
export function checkExpectations(opened: TaskUnderCheck): readonly CheckResult[] {
  const { subject, resolved, environment, assess, scoring } = opened;
  const verdicts = assess([]).readouts.filter(({ expected }) => expected !== null);
  return resolved.scoring.expect.flatMap((expectation, position) => {
    const name = `expect[${position}] ${expectation.surface}`;
    const surface = environment.file.surfaces[expectation.surface];
    if (surface === undefined) return [toResult(subject, name, "no such surface")];
    const before = scoring.read(surface, expectation.with);
    if (before.state === "unreadable")
      return [toResult(subject, name, `cannot be read at the start: ${before.why}`)];
    const met = verdicts[position]?.verdict === "met";
    return [toResult(subject, name, met ? `holds before any work: ${expectation.to}` : undefined)];
  });
}
