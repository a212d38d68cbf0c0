/** The words of a text, lower-cased, as a multiset. */
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [])
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * How much two texts share, 0 to 1: the Sorensen-Dice coefficient of their words as multisets.
 * Sorensen, T. (1948), Biologiske Skrifter 5(4); Dice, L. R. (1945), Ecology 26(3).
 */
export function textSimilarity(left: string, right: string): number {
  const leftWords = countWords(left);
  const rightWords = countWords(right);
  const size = (words: Map<string, number>): number =>
    [...words.values()].reduce((total, count) => total + count, 0);
  const total = size(leftWords) + size(rightWords);
  if (total === 0) return 1;
  let shared = 0;
  for (const [word, count] of leftWords) shared += Math.min(count, rightWords.get(word) ?? 0);
  return (2 * shared) / total;
}
