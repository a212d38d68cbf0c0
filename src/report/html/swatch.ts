import type { Outcome } from "../../schema/outcome.js";
import { markup, type Markup } from "./markup.js";

/** A small square in an outcome's colour and weave, for beside its name. */
export const swatch = (outcome: Outcome): Markup => markup`<span class="swatch w o-${outcome}"></span>`;
