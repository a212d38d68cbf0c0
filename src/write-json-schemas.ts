import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderJsonSchemas } from "./schema/json-schemas.js";

/** Writes the JSON Schemas into the folder that the command line names. */
const folder = process.argv[2] ?? "docs/schemas";
mkdirSync(folder, { recursive: true });
for (const [name, text] of renderJsonSchemas()) writeFileSync(join(folder, name), text);
