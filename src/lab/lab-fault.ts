/** Why a lab command stops: worded as the lab's tool would print it after `error: `. */
export class LabFault extends Error {
  override readonly name = "LabFault";
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}
