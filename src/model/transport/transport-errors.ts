/** A failure that a server reported inside an answer whose HTTP status was fine. */
export class ReportedFailure extends Error {
  readonly status: number | null;
  readonly body: unknown;
  constructor(status: number | null, body: unknown) {
    super("the server reported a failure");
    this.status = status;
    this.body = body;
  }
}

/** The server ended its answer before it was complete. */
export class CutAnswer extends Error {}

/** The server said nothing for longer than it may. */
export class SilentServer extends Error {}

/** The server answered, but with something else than the API's answer. */
export class UnreadableAnswer extends Error {}

/** The provider would not answer this request at all; `raw` is its own word for that. */
export class ProviderBlock extends Error {
  readonly raw: string;
  constructor(raw: string) {
    super(`blocked by the provider: ${raw}`);
    this.raw = raw;
  }
}
