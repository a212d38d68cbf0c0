import type { MachineFacts } from "../../schema/machine.js";

/** The variables of a fresh shell. */
export function shellEnvironment(facts: MachineFacts): Record<string, string> {
  return {
    HOME: `/home/${facts.user}`,
    USER: facts.user,
    LOGNAME: facts.user,
    SHELL: "/bin/bash",
    LANG: "C.UTF-8",
    TERM: "dumb",
    PAGER: "cat",
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    PWD: facts.home,
    OLDPWD: facts.home,
    HOSTNAME: facts.host,
    // Compiled files would show in every diff.
    PYTHONDONTWRITEBYTECODE: "1",
    SHLVL: "1",
  };
}
