/** What a lab command printed, and how it ended. */
export interface LabResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}
