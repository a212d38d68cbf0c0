import type { MachineCommand, MachineCommandResult } from "../machine-command.js";
import { failed, printed } from "./answer.js";

/** Programs that would need a network, and those that would need rights, on a machine that gives neither. */
export const refusedCommands: readonly MachineCommand[] = [
  { name: "curl", run: (argv) => curl(argv) },
  { name: "wget", run: (argv) => wget(argv) },
  { name: "ping", run: (argv) => failed(`ping: ${lastOperand(argv) ?? "usage error"}: Temporary failure in name resolution\n`, 2) },
  { name: "ssh", run: (argv) => remote("ssh", argv) },
  { name: "scp", run: (argv) => remote("scp", argv) },
  { name: "pip", run: (argv) => pip(argv) },
  { name: "pip3", run: (argv) => pip(argv) },
  { name: "sudo", run: (argv, { facts }) => sudo(argv, facts.user) },
  { name: "su", run: () => failed("su: must be run from a terminal\n") },
]; // prettier-ignore

function lastOperand(argv: readonly string[]): string | undefined {
  return argv.findLast((argument) => !argument.startsWith("-"));
}

function hostOf(address: string): string {
  return address
    .replace(/^[a-z+]+:\/\//i, "")
    .replace(/^[^@/]*@/, "")
    .replace(/[:/].*$/s, "");
}

function isHere(host: string): boolean {
  return host === "localhost" || host.startsWith("127.");
}

function curl(argv: readonly string[]): MachineCommandResult {
  if (argv.includes("--version") || argv.includes("-V")) return printed("curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0 OpenSSL/3.0.13 zlib/1.3\n");
  const address = argv.find((argument) => /^[a-z]+:\/\//i.test(argument)) ?? lastOperand(argv);
  if (address === undefined) return failed("curl: try 'curl --help' or 'curl --manual' for more information\n", 2);
  const host = hostOf(address);
  const isQuiet = argv.some((argument) => argument === "--silent" || /^-[a-zA-Z]*s[a-zA-Z]*$/.test(argument));
  const showsErrors = argv.some((argument) => argument === "--show-error" || /^-[a-zA-Z]*S[a-zA-Z]*$/.test(argument));
  const port = /^https:/.test(address) ? 443 : 80;
  const [message, exitCode]: [string, number] = isHere(host)
    ? [`(7) Failed to connect to ${host} port ${/:(\d+)/.exec(address)?.[1] ?? port} after 0 ms: Couldn't connect to server`, 7]
    : [`(6) Could not resolve host: ${host}`, 6];
  return failed(isQuiet && !showsErrors ? "" : `curl: ${message}\n`, exitCode);
} // prettier-ignore

function wget(argv: readonly string[]): MachineCommandResult {
  if (argv.includes("--version")) return printed("GNU Wget 1.21.4 built on linux-gnu.\n");
  const address = lastOperand(argv);
  if (address === undefined) return failed("wget: missing URL\nUsage: wget [OPTION]... [URL]...\n");
  return failed(`wget: unable to resolve host address ‘${hostOf(address)}’\n`, 4);
}

function remote(name: string, argv: readonly string[]): MachineCommandResult {
  const target = argv.find((argument) => !argument.startsWith("-") && (name === "ssh" || argument.includes(":")));
  if (argv.includes("-V")) return { stdout: "", stderr: "OpenSSH_9.6p1 Ubuntu-3ubuntu13.5, OpenSSL 3.0.13 30 Jan 2024\n", exitCode: 0 };
  if (target === undefined) return failed(`usage: ${name} [-46AaCfGgKkMNnqsTtVvXxYy] destination\n`, 255);
  const lost = name === "scp" ? "scp: Connection closed\n" : "";
  return failed(`ssh: Could not resolve hostname ${hostOf(target)}: Temporary failure in name resolution\n${lost}`, 255);
} // prettier-ignore

/** `pip` without a network. */
export function pip(argv: readonly string[]): MachineCommandResult {
  const [action] = argv.filter((argument) => !argument.startsWith("-"));
  if (argv.includes("--version") || argv.includes("-V")) return printed("pip 24.0 from /usr/lib/python3/dist-packages/pip (python 3.13)\n");
  if (action === "list" || action === "freeze") return printed(action === "list" ? "Package Version\n------- -------\npip     24.0\n" : "");
  if (action !== "install" && action !== "download") return printed("\nUsage:   \n  pip <command> [options]\n");
  const [wanted = "requirements"] = argv.filter((argument) => !argument.startsWith("-") && argument !== action);
  const retry = [4, 3, 2, 1, 0].map((total) => `WARNING: Retrying (Retry(total=${total}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/${wanted}/\n`);
  return failed(`${retry.join("")}ERROR: Could not find a version that satisfies the requirement ${wanted} (from versions: none)\nERROR: No matching distribution found for ${wanted}\n`);
} // prettier-ignore

function sudo(argv: readonly string[], user: string): MachineCommandResult {
  if (argv.length === 0) return failed("usage: sudo -h | -K | -k | -V\nusage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]\n");
  return failed(`${user} is not in the sudoers file.\nThis incident has been reported to the administrator.\n`);
} // prettier-ignore
