/** Words that servers and users name models with, and that transcripts of engineering work are full of. */
const ordinaryWords: ReadonlySet<string> = new Set(
  (
    "a agent ai alpha an any api app assistant auto base batch beta big bot browser build candidate chat chatbot check " +
    "client code coder coding command community compact completion completions cool current custom debug default demo " +
    "dev draft edge editor embed engine expert express fast fine finetune finetuned first flash free full general global " +
    "good guard heavy helper high home host huge inference instance instruct instruction internal it job judge large " +
    "last latest legacy light lite live llm local long low lm machine main master max me medium micro mini model models my " +
    "name nano new next node nightly none normal null old on one online open original other our output plain planner " +
    "plus policy preview primary private pro prod production project prompt proxy public pure quality quant quick random " +
    "raw reader ready reason reasoner reasoning reference release remote research response reviewer robot router run " +
    "runner safe sample second secondary server service session shell short simple slow small smart snapshot solid " +
    "special speed spec stable stage staging standard strong student studio sub super support system task teacher temp " +
    "test tester text think thinker thinking tiny tool tools top train trained trainer tuned turbo two ultra unknown " +
    "untitled update user value version vision voice weak web whole work worker workspace writer x your"
  ).split(" "),
);

/** Whether a name says nothing but ordinary words: hiding it would take them out of every sentence. */
export function isOrdinaryName(name: string): boolean {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => word === "" || ordinaryWords.has(word));
}
