/** The interpreter's own numbers for "Network is unreachable" and "Permission denied". */
const unreachable = -40;
const denied = -2;

const refused: Readonly<Record<string, () => number>> = {
  __syscall_connect: () => unreachable,
  __syscall_sendto: () => unreachable,
  __syscall_sendmsg: () => unreachable,
  __syscall_bind: () => denied,
  __syscall_listen: () => denied,
  __syscall_accept4: () => denied,
};

/**
 * The interpreter's imports without a way to a network: its loader would carry sockets over
 * WebSockets of the host where it finds them.
 */
export function refuseNetwork(imports: WebAssembly.Imports): WebAssembly.Imports {
  return Object.fromEntries(
    Object.entries(imports).map(([name, functions]) => [name, { ...functions, ...refused }]),
  );
}
