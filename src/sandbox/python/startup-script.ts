import type { MachineFacts } from "../../schema/machine.js";
import { hardware } from "../machine/system-texts.js";

/** Where the startup script lies while the interpreter starts; it removes itself. */
export const startupFolder = "/usr/lib/python3/dist-packages";

/** Python that makes the interpreter say of the machine what every other command says. */
export function startupScript(facts: MachineFacts, pythonPath: string | undefined): string {
  const uname = JSON.stringify([
    "Linux",
    facts.host,
    hardware.kernel,
    hardware.kernelBuild,
    hardware.architecture,
  ]);
  return `
def settle():
    import errno, os, sys, types, _socket
    sys.platform = "linux"
    sys.version = ${JSON.stringify(pythonVersion)}
    sys.implementation._multiarch = "x86_64-linux-gnu"
    if hasattr(sys, "_emscripten_info"):
        del sys._emscripten_info
    uname = os.uname_result(${uname})
    os.uname = lambda: uname
    os.cpu_count = os.process_cpu_count = lambda: ${hardware.cores}
    os.sched_getaffinity = lambda pid: set(range(${hardware.cores}))
    os.getpid = lambda: 28931
    os.getppid = lambda: 28917
    os.getuid = os.geteuid = os.getgid = os.getegid = lambda: 1000
    os.getlogin = lambda: ${JSON.stringify(facts.user)}

    def fork_exec(*arguments):
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    def fork():
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
    def resolve(*arguments, **options):
        raise _socket.gaierror(-3, "Temporary failure in name resolution")
    def place(function, name):
        function.__code__ = function.__code__.replace(co_filename="/usr/lib/python3.13/" + name)
        return function
    module = types.ModuleType("_posixsubprocess")
    module.fork_exec = place(fork_exec, "subprocess.py")
    sys.modules["_posixsubprocess"] = module
    os.fork = place(fork, "os.py")
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(_socket, name, place(resolve, "socket.py"))
    _socket.gethostname = lambda: ${JSON.stringify(facts.host)}

    own = ${JSON.stringify(startupFolder)}
    sys.path[:] = [path for path in sys.path if path != own]
    sys.path += ["/usr/local/lib/python3.13/dist-packages", own, ${JSON.stringify(facts.home)}]
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR"):
        os.environ.pop(name, None)
    ${pythonPath === undefined ? "" : `os.environ["PYTHONPATH"] = ${JSON.stringify(pythonPath)}`}
    os.remove(own + "/sitecustomize.py")

settle()
del settle
`;
}

export const pythonVersion = "3.13.2 (main, Feb  5 2025, 08:05:21) [GCC 13.3.0]";
