import type { MachineFacts } from "../../schema/machine.js";
import type { MachineCommand } from "../machine-command.js";
import { failed, printed } from "./answer.js";
import { readOptions } from "./read-options.js";

/** Programs that say who the user is and what the machine is called. */
export const identityCommands: readonly MachineCommand[] = [
  { name: "whoami", run: (_, { facts }) => printed(`${facts.user}\n`) },
  { name: "logname", run: (_, { facts }) => printed(`${facts.user}\n`) },
  { name: "groups", run: (_, { facts }) => printed(`${facts.user}\n`) },
  { name: "hostname", run: (argv, { facts }) => hostname(argv, facts) },
  { name: "id", run: (argv, { facts }) => identity(argv, facts) },
  { name: "who", run: () => printed("") },
];

function hostname(argv: readonly string[], facts: MachineFacts): ReturnType<MachineCommand["run"]> {
  const [first] = argv;
  if (first === "-I" || first === "-i") return printed("127.0.1.1\n");
  if (first === undefined || first.startsWith("-")) return printed(`${facts.host}\n`);
  return failed("hostname: you must be root to change the host name\n");
}

function identity(argv: readonly string[], facts: MachineFacts): ReturnType<MachineCommand["run"]> {
  const { options, operands } = readOptions(argv, "ugGnr", { user: "u", group: "g", groups: "G", name: "n" });
  const [name] = operands;
  const root = name === "root";
  if (name !== undefined && !root && name !== facts.user) return failed(`id: ‘${name}’: no such user\n`);
  const user = root ? "root" : facts.user;
  const number = root ? 0 : 1000;
  if (options.has("u") || options.has("g") || options.has("G"))
    return printed(`${options.has("n") ? user : number}\n`);
  return printed(`uid=${number}(${user}) gid=${number}(${user}) groups=${number}(${user})\n`);
}
