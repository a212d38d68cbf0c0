import { settle, type Settled } from "./settle.js";

/** How many parsed texts are kept, and the most characters they may hold together. */
const maximumTexts = 256;
const maximumCharacters = 16_000_000;

interface Parsed {
  readonly outcome: Settled;
  readonly characters: number;
}

/** What recent texts were parsed to, or why they could not be, so that a content seen before, in whichever tree, is not parsed again. */
export class RecentContents {
  readonly #parsed = new Map<string, Parsed>();
  #characters = 0;

  recall<T>(key: string, text: string, parse: () => T): T {
    const name = `${key}\0${text}`;
    const known = this.#parsed.get(name);
    const { outcome } = this.#keep(name, known ?? { outcome: settle(parse), characters: name.length });
    this.#shrink();
    if ("failure" in outcome) throw outcome.failure;
    // The key decides the type: it names the parse, which gives one type.
    return outcome.value as T;
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
