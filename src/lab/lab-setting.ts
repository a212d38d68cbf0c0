import type { Environment } from "../schema/environment.js";

/** What a lab command knows of its environment: how configs compose, what surfaces there are, and its variables. */
export interface LabSetting {
  readonly compose: Environment["compose"];
  readonly surfaces: Environment["surfaces"];
  readonly facts: LabFacts;
}

/** Variables of every lab command. `now` is ISO 8601 with offset; `home` the repository's absolute path. */
interface LabFacts {
  readonly lab: string;
  readonly user: string;
  readonly now: string;
  readonly home: string;
}

/** The setting that an environment declares. */
export function labSetting(environment: Pick<Environment, "lab" | "compose" | "surfaces">): LabSetting {
  const { name, user, now, home } = environment.lab;
  return {
    compose: environment.compose,
    surfaces: environment.surfaces,
    facts: { lab: name, user, now, home },
  };
}
