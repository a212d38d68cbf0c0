import { JudgedStance, type JudgeScore } from "../schema/judge.js";
import type { JudgeAgreement, JudgeRow } from "../schema/report.js";
import type { ScoreRecord } from "../schema/run.js";
import { cohensKappa, crossTabulate } from "../stats/agreement.js";
import { wilsonRate } from "../stats/wilson.js";
import { countWords } from "./count-words.js";

/** A trial that judges were asked about, with the stance of its closing form. */
export interface JudgedTrial {
  readonly form: ScoreRecord["stance"];
  readonly judge: JudgeScore;
}

/** Each judge on its own, in the order of their names. */
export function measureEachJudge(judged: readonly JudgedTrial[]): JudgeRow[] {
  return namesOf(judged).map((name) => measureOne(name, judged));
}

/** Every two judges, over the trials that both read. */
export function measureBetweenJudges(judged: readonly JudgedTrial[]): JudgeAgreement[] {
  const names = namesOf(judged);
  return names.flatMap((first, place) =>
    names.slice(place + 1).map((second) => compareTwo(first, second, judged)),
  );
}

function namesOf(judged: readonly JudgedTrial[]): string[] {
  const names = judged.flatMap(({ judge: { votes, unread = [] } }) => [
    ...votes.map(({ judge }) => judge),
    ...unread,
  ]);
  return [...new Set(names)].toSorted();
}

function measureOne(name: string, judged: readonly JudgedTrial[]): JudgeRow {
  const read = judged.flatMap(({ form, judge }) => {
    const stance = stanceOf(name, judge);
    return stance === undefined ? [] : [{ form, stance }];
  });
  const failed = judged.filter(({ judge }) => judge.unread?.includes(name)).length;
  const comparable = read.filter(({ form }) => form !== "unread");
  return {
    judge: name,
    coverage: wilsonRate(read.length, read.length + failed),
    agreement: wilsonRate(comparable.filter(({ form, stance }) => form === stance).length, comparable.length),
    stances: countWords(
      JudgedStance.options,
      read.map(({ stance }) => stance),
    ),
  };
}

function compareTwo(first: string, second: string, judged: readonly JudgedTrial[]): JudgeAgreement {
  const pairs = judged.flatMap(({ judge }) => {
    const [one, other] = [stanceOf(first, judge), stanceOf(second, judge)];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
  return {
    first,
    second,
    agreement: wilsonRate(pairs.filter(([one, other]) => one === other).length, pairs.length),
    kappa: cohensKappa(crossTabulate(JudgedStance.options, pairs)).value,
  };
}

function stanceOf(name: string, { votes }: JudgeScore): JudgedStance | undefined {
  return votes.find(({ judge }) => judge === name)?.stance;
}
