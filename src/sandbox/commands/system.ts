import type { MachineFacts } from "../../schema/machine.js";
import { hardware } from "../machine/system-texts.js";
import type { MachineCommand, MachineCommandResult } from "../machine-command.js";
import { zoneOffsetMs } from "../shell/machine-clock.js";
import { failed, printed } from "./answer.js";
import { humanSize } from "./file-facts.js";
import { formatTime } from "./format-time.js";
import { readOptions } from "./read-options.js";

/** Programs that speak of the machine's hardware and processes. */
export const systemCommands: readonly MachineCommand[] = [
  { name: "uname", run: (argv, { facts }) => uname(argv, facts) },
  { name: "nproc", run: () => printed(`${hardware.cores}\n`) },
  { name: "uptime", run: (argv, { facts }) => printed(argv.includes("-p") ? "up 2 weeks, 4 days, 21 hours, 26 minutes\n" : uptimeLine(facts)) },
  { name: "w", run: (_, { facts }) => printed(`${uptimeLine(facts)}USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n`) },
  { name: "free", run: (argv) => printed(free(argv)) },
  { name: "df", run: (argv) => printed(df(argv)) },
  { name: "lscpu", run: () => printed(lscpu()) },
  { name: "ps", run: (argv, { facts }) => printed(ps(argv, facts)) },
  { name: "top", run: () => failed("top: failed tty get\n") },
  { name: "sync", run: () => printed("") },
]; // prettier-ignore

function uname(argv: readonly string[], facts: MachineFacts): MachineCommandResult {
  const long = { all: "a", "kernel-name": "s", nodename: "n", "kernel-release": "r", "kernel-version": "v", machine: "m", processor: "p", "operating-system": "o" }; // prettier-ignore
  const { options, unknown } = readOptions(argv, "asnrvmpio", long);
  if (unknown !== undefined) return failed(`uname: invalid option -- '${unknown.replace(/^-+/, "")}'\nTry 'uname --help' for more information.\n`); // prettier-ignore
  const parts: readonly (readonly [string, string])[] = [
    ["s", "Linux"],
    ["n", facts.host],
    ["r", hardware.kernel],
    ["v", hardware.kernelBuild],
    ["m", hardware.architecture],
    ["p", hardware.architecture],
    ["i", hardware.architecture],
    ["o", "GNU/Linux"],
  ];
  const wanted =
    options.size === 0 ? ["s"] : options.has("a") ? parts.map(([letter]) => letter) : [...options.keys()];
  return printed(`${parts.filter(([letter]) => wanted.includes(letter)).map(([, text]) => text).join(" ")}\n`); // prettier-ignore
}

function uptimeLine(facts: MachineFacts): string {
  const time = formatTime("%H:%M:%S", Date.parse(facts.now), zoneOffsetMs(facts.now));
  return ` ${time} up 18 days, 21:26,  1 user,  load average: 0.21, 0.17, 0.11\n`;
}

function free(argv: readonly string[]): string {
  const { memory } = hardware;
  const human = argv.some((argument) => /^-\w*h/.test(argument));
  const divisor = argv.some((argument) => /^-\w*g/.test(argument)) ? 1024 * 1024 : argv.some((argument) => /^-\w*m/.test(argument)) ? 1024 : 1; // prettier-ignore
  const show = (kibibytes: number): string =>
    (human ? humanSize(kibibytes * 1024, "i") : String(Math.floor(kibibytes / divisor))).padStart(12);
  const available = memory.free + memory.cache - memory.shared;
  const row = [memory.total, memory.used, memory.free, memory.shared, memory.cache, available]
    .map(show)
    .join("");
  return `               total        used        free      shared  buff/cache   available\nMem:    ${row}\nSwap:   ${[0, 0, 0].map(show).join("")}\n`;
}

function df(argv: readonly string[]): string {
  const { disk } = hardware;
  const human = argv.some((argument) => /^-\w*h/.test(argument));
  const show = (kibibytes: number): string => (human ? humanSize(kibibytes * 1024, "") : String(kibibytes));
  const free = disk.total - disk.used;
  const rows = [
    ["Filesystem", human ? "Size" : "1K-blocks", "Used", human ? "Avail" : "Available", "Use%", "Mounted on"],
    [
      disk.device,
      show(disk.total),
      show(disk.used),
      show(free),
      `${Math.ceil((disk.used / disk.total) * 100)}%`,
      "/",
    ],
    ["tmpfs", show(16_434_560), show(0), show(16_434_560), "0%", "/dev/shm"],
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : column === 5 ? cell : cell.padStart(widths[column] ?? 0))).join(" "); // prettier-ignore
  return rows.map((row) => `${line(row)}\n`).join("");
}

function lscpu(): string {
  return `Architecture:             ${hardware.architecture}\n  CPU op-mode(s):         32-bit, 64-bit\n  Byte Order:             Little Endian\nCPU(s):                   ${hardware.cores}\n  On-line CPU(s) list:    0-${hardware.cores - 1}\nVendor ID:                AuthenticAMD\n  Model name:             ${hardware.processor}\n`;
}

function ps(argv: readonly string[], facts: MachineFacts): string {
  const flags = argv.join("").replaceAll("-", "");
  if (flags.includes("u") || flags.includes("f")) {
    return [
      "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND",
      "root           1  0.0  0.0 168144 13184 ?        Ss   Jan15   0:41 /sbin/init",
      "root         612  0.0  0.0  15436  9216 ?        Ss   Jan15   0:00 sshd: /usr/sbin/sshd -D",
      `${facts.user.padEnd(8)}   28917  0.0  0.0   7372  3584 ?        Ss   ${formatTime("%H:%M", Date.parse(facts.now), zoneOffsetMs(facts.now))}   0:00 bash`,
      `${facts.user.padEnd(8)}   28931  0.0  0.0  10884  4480 ?        R    ${formatTime("%H:%M", Date.parse(facts.now), zoneOffsetMs(facts.now))}   0:00 ps ${argv.join(" ")}`,
      "",
    ].join("\n");
  }
  return "    PID TTY          TIME CMD\n  28917 ?        00:00:00 bash\n  28931 ?        00:00:00 ps\n";
}
