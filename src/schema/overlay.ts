import { z } from "zod";
import { Timestamp } from "./common.js";

/** `commit.yaml` in an overlay's folder: how the overlay's files came into the history. It is not one of the files. */
export const OverlayCommit = z.strictObject({
  author: z.strictObject({ name: z.string().min(1), email: z.string().min(3) }),
  date: Timestamp.describe("Not before the last commit of the history, not after the machine's now"),
  message: z.string().min(1),
});
export type OverlayCommit = z.infer<typeof OverlayCommit>;
