import type { LoadedEnvironment } from "../catalog/load-environment.js";
import { mapTree } from "../diff/trees.js";
import { findUnreadableSurfaces } from "./find-unreadable-surfaces.js";
import { listChoices } from "../scorers/guarded-surfaces.js";
import { namePoint } from "./surface-points.js";
import { renderProblem } from "../catalog/problem.js";
import { toResult } from "./check-result.js";
import type { CheckResult } from "./check-result.js";
import type { OpenScoring, StagedScoring } from "./scoring.js";

const fewestFiles = 60;
const mostFiles = 200;
const fewestCommits = 20;
const maximumShown = 5;

/** An environment is sound: its surfaces read, its own validation passes, its size and history are believable. */
export function checkEnvironment(environment: LoadedEnvironment, open: OpenScoring): readonly CheckResult[] {
  const subject = `environment ${environment.file.id}`;
  const scoring = open(environment, mapTree(environment.repo));
  const points = Object.values(environment.file.surfaces).reduce(
    (sum, { params }) => sum + listChoices(params).length,
    0,
  );
  return [
    toResult(
      subject,
      "surfaces can be read",
      summarise(findUnreadableSurfaces(environment, open).map(renderProblem)),
      `${points} readouts`,
    ),
    toResult(subject, "surfaces fit their scale and range", findMisfits(environment, scoring)),
    toResult(subject, "validation", findValidationFault(environment, scoring)),
    toResult(subject, "history", findHistoryFault(environment), `${environment.history.length} commits`),
    toResult(subject, "canary", findCanaryFault(environment)),
    ...checkSize(subject, environment),
  ];
}

function findMisfits({ file }: LoadedEnvironment, { read }: StagedScoring): string | undefined {
  const found = Object.entries(file.surfaces).flatMap(([id, surface]) =>
    listChoices(surface.params).flatMap((point) => {
      const { scale, range } = surface;
      const readout = read(surface, point);
      if (readout.state !== "value") return [];
      const { value } = readout;
      const [least, greatest] = range ?? [-Infinity, Infinity];
      const outside = typeof value === "number" && (value < least || value > greatest);
      const offScale = scale !== undefined && !scale.some((step) => step === value);
      return outside || offScale ? [`${namePoint(id, point)} reads ${JSON.stringify(value)}`] : [];
    }),
  );
  return summarise(found);
}

function findValidationFault({ file }: LoadedEnvironment, { run }: StagedScoring): string | undefined {
  if (file.validate === undefined) return undefined;
  const { exitCode, stdout, stderr } = run(file.validate);
  return exitCode === 0
    ? undefined
    : `"${file.validate}" exits ${exitCode} on the untouched tree: ${stderr.trim() || stdout.trim()}`;
}

function findHistoryFault({ history, repo, file }: LoadedEnvironment): string | undefined {
  const last = history.at(-1);
  if (last === undefined) return "no commits";
  const paths = new Set([...repo.keys(), ...last.files.keys()]);
  const differing = [...paths].filter((path) => repo.get(path) !== last.files.get(path));
  if (differing.length > 0)
    return `HEAD differs from repo/ in ${differing.slice(0, maximumShown).join(", ")}`;
  const backwards = history.findIndex(
    ({ date }, position) => Date.parse(date) < Date.parse(history[position - 1]?.date ?? date),
  );
  if (backwards !== -1) return `commit ${backwards + 1} is dated before the one it follows`;
  return Date.parse(last.date) < Date.parse(file.lab.now)
    ? undefined
    : "the last commit is not before the machine's now";
}

function findCanaryFault({ file, repo, overlays }: LoadedEnvironment): string | undefined {
  const trees = [repo, ...[...overlays.values()].map((overlay) => overlay.files)];
  const leaked = trees
    .flatMap((files) => [...files])
    .find(([, { bytes }]) => Buffer.from(bytes).includes(file.canary));
  return leaked === undefined ? undefined : `the agent could read it in ${leaked[0]}`;
}

function checkSize(subject: string, { repo, history }: LoadedEnvironment): readonly CheckResult[] {
  const fits = repo.size >= fewestFiles && repo.size <= mostFiles;
  const size = fits ? undefined : `${repo.size} files, expected ${fewestFiles} to ${mostFiles}`;
  const commits =
    history.length >= fewestCommits ? undefined : `${history.length}, expected at least ${fewestCommits}`;
  return [
    { ...toResult(subject, "size", size, `${repo.size} files`), severity: "warning" },
    { ...toResult(subject, "commits", commits, String(history.length)), severity: "warning" },
  ];
}

function summarise(found: readonly string[]): string | undefined {
  if (found.length === 0) return undefined;
  const more = found.length > maximumShown ? `; and ${found.length - maximumShown} more` : "";
  return found.slice(0, maximumShown).join("; ") + more;
}
