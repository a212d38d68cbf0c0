/** How often each word of a closed list occurs; zeros included. */
export function countWords<Word extends string>(
  words: readonly Word[],
  found: readonly Word[],
): Record<Word, number> {
  const counts = new Map<Word, number>(words.map((word) => [word, 0]));
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  // Every word of the list is a key.
  return Object.fromEntries(counts) as Record<Word, number>;
}
