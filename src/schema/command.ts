import { z } from "zod";
import { Identifier } from "./common.js";

/** Placeholder: the lab's command line. */
export const CommandFile = z.strictObject({ name: Identifier });
