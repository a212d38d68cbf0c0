/** How many parsed texts are kept, and the most characters they may hold together. */
const maximumTexts = 256;
const maximumCharacters = 16_000_000;

interface Parsed {
  readonly value: unknown;
  readonly characters: number;
}

/** What recent texts were parsed to, so that a content seen before, in whichever tree, is not parsed again. */
export class RecentContents {
  readonly #parsed = new Map<string, Parsed>();
  #characters = 0;

  recall<T>(key: string, text: string, parse: () => T): T {
    const name = `${key}\0${text}`;
    const known = this.#parsed.get(name);
    // The key decides the type: it names the parse, which gives one type.
    if (known !== undefined) return this.#keep(name, known).value as T;
    const value = parse();
    this.#keep(name, { value, characters: name.length });
    this.#shrink();
    return value;
  }

  #keep(name: string, parsed: Parsed): Parsed {
    if (!this.#parsed.delete(name)) this.#characters += parsed.characters;
    this.#parsed.set(name, parsed);
    return parsed;
  }

  #shrink(): void {
    for (const [name, parsed] of this.#parsed) {
      if (this.#parsed.size <= maximumTexts && this.#characters <= maximumCharacters) return;
      this.#parsed.delete(name);
      this.#characters -= parsed.characters;
    }
  }
}
