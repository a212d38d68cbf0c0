#!/usr/bin/env node
// The version is answered before anything is loaded, so that asking costs little more than starting Node.
import { readFileSync } from "node:fs";

const asked = process.argv[2];
if (process.argv.length === 3 && (asked === "--version" || asked === "-V")) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import("../dist/cli.js");
  process.exitCode = await main(process.argv.slice(2));
}
