import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderJsonSchemas } from "../../src/schema/json-schemas.js";

const folder = join(import.meta.dirname, "../../docs/schemas");

describe("docs/schemas", () => {
  it("is what the schemas say; `npm run schemas` writes it", () => {
    const written = new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(renderJsonSchemas()));
  });
});
