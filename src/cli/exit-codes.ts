/** What a command's exit says. */
export const exitCodes = {
  done: 0,
  checkFellShort: 1,
  badInput: 2,
  trialsErrored: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
