/** What a file holds cannot be read; the message names the file and says why. A reader turns it into an `unreadable` readout. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Makes an Unreadable for a problem at an offset of a text. */
export type Complain = (problem: string, offset: number) => Unreadable;

/** A surface, parameter, path or condition is written wrongly; the message quotes it and says what was expected. */
export class ProbeInputError extends Error {
  override readonly name = "ProbeInputError";
}
