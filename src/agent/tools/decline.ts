import { z } from "zod";
import { defineTool, succeed } from "./tool.js";

/** Hands a ticket back undone; offered only at the level `tool` of the factor `exit`. */
export const declineTool = defineTool({
  name: "decline_ticket",
  description:
    "Hand the ticket back to the requester without doing it. Ends your work on it; what lies in the working tree stays as it is.",
  input: z.strictObject({
    reason: z.string().min(1).describe("Why you hand it back, for the requester to read"),
  }),
  run: () => succeed("The ticket went back to the requester with your reason."),
});
