/** Input or surroundings that the user can mend: one line that names the place and what was expected. */
export class InputError extends Error {
  override readonly name = "InputError";
}
