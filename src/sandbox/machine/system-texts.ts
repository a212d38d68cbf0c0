import type { MachineFacts } from "../../schema/machine.js";

/** What the machine is made of; every command that speaks of it reads these numbers. Memory and disk in kibibytes. */
export const hardware = {
  kernel: "6.8.0-49-generic",
  kernelBuild: "#49-Ubuntu SMP PREEMPT_DYNAMIC Mon Nov  4 02:06:24 UTC 2024",
  architecture: "x86_64",
  processor: "AMD EPYC 7543 32-Core Processor",
  cores: 8,
  memory: { total: 32_869_124, used: 2_311_480, free: 21_904_612, shared: 3_248, cache: 8_653_032 },
  disk: { device: "/dev/nvme0n1p1", total: 103_081_248, used: 38_412_916 },
  uptimeSeconds: 1_632_417,
} as const;
export type Hardware = typeof hardware;

/** Text files under /etc and /usr, by path. */
export function systemFiles(facts: MachineFacts): Readonly<Record<string, string>> {
  const { user, name, host } = facts;
  return {
    "/etc/hostname": `${host}\n`,
    "/etc/hosts": `127.0.0.1\tlocalhost\n127.0.1.1\t${host}\n\n::1\tip6-localhost ip6-loopback\n`,
    "/etc/resolv.conf": "nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch .\n",
    "/etc/passwd": [
      "root:x:0:0:root:/root:/bin/bash",
      "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
      "bin:x:2:2:bin:/bin:/usr/sbin/nologin",
      "sys:x:3:3:sys:/dev:/usr/sbin/nologin",
      "www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin",
      "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
      "sshd:x:106:65534::/run/sshd:/usr/sbin/nologin",
      `${user}:x:1000:1000:${name},,,:/home/${user}:/bin/bash`,
      "",
    ].join("\n"),
    "/etc/group": `root:x:0:\ndaemon:x:1:\nadm:x:4:syslog\nsudo:x:27:\nusers:x:100:\n${user}:x:1000:\n`,
    "/etc/shells": "/bin/sh\n/bin/bash\n/usr/bin/bash\n",
    "/etc/timezone": "Etc/UTC\n",
    "/etc/debian_version": "trixie/sid\n",
    "/etc/os-release": [
      'PRETTY_NAME="Ubuntu 24.04.1 LTS"',
      'NAME="Ubuntu"',
      'VERSION_ID="24.04"',
      'VERSION="24.04.1 LTS (Noble Numbat)"',
      "VERSION_CODENAME=noble",
      "ID=ubuntu",
      "ID_LIKE=debian",
      'HOME_URL="https://www.ubuntu.com/"',
      "UBUNTU_CODENAME=noble",
      "",
    ].join("\n"),
    "/etc/lsb-release":
      'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION="Ubuntu 24.04.1 LTS"\n',
  };
}

/** Text files under /proc, by path. */
export function procFiles(facts: MachineFacts, machine: Hardware): Readonly<Record<string, string>> {
  const { memory } = machine;
  const available = memory.free + memory.cache - memory.shared;
  return {
    "/proc/version": `Linux version ${machine.kernel} (buildd@lcy02-amd64-103) (x86_64-linux-gnu-gcc-13 (Ubuntu 13.2.0-23ubuntu4) 13.2.0, GNU ld (GNU Binutils for Ubuntu) 2.42) ${machine.kernelBuild}\n`,
    "/proc/uptime": `${machine.uptimeSeconds}.42 ${machine.uptimeSeconds * 7}.18\n`,
    "/proc/loadavg": "0.21 0.17 0.11 1/412 28917\n",
    "/proc/meminfo": `MemTotal:       ${memory.total} kB\nMemFree:        ${memory.free} kB\nMemAvailable:   ${available} kB\nBuffers:          412884 kB\nCached:          ${memory.cache - 412_884} kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n`,
    "/proc/cpuinfo": Array.from({ length: machine.cores }, (_, core) => processorText(core, machine)).join(
      "\n",
    ),
    "/proc/sys/kernel/hostname": `${facts.host}\n`,
    "/proc/sys/kernel/osrelease": `${machine.kernel}\n`,
    "/proc/sys/kernel/ostype": "Linux\n",
    "/proc/mounts": `${machine.disk.device} / ext4 rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\ntmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0\n`,
    "/proc/filesystems": "nodev\tproc\nnodev\ttmpfs\n\text4\n",
    "/proc/self/comm": "cat\n",
    "/proc/self/cmdline": "cat\0/proc/self/cmdline\0",
    "/proc/self/cgroup": "0::/user.slice/user-1000.slice/session-4.scope\n",
    "/proc/1/cgroup": "0::/init.scope\n",
    "/proc/1/comm": "systemd\n",
    "/proc/self/status":
      "Name:\tcat\nUmask:\t0002\nState:\tR (running)\nTgid:\t28931\nPid:\t28931\nPPid:\t28917\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nThreads:\t1\n",
  };
}

function processorText(core: number, machine: Hardware): string {
  return [
    `processor\t: ${core}`,
    "vendor_id\t: AuthenticAMD",
    "cpu family\t: 25",
    "model\t\t: 1",
    `model name\t: ${machine.processor}`,
    "stepping\t: 1",
    "cpu MHz\t\t: 2794.750",
    "cache size\t: 512 KB",
    "physical id\t: 0",
    `siblings\t: ${machine.cores}`,
    `core id\t\t: ${core}`,
    `cpu cores\t: ${machine.cores}`,
    "fpu\t\t: yes",
    "bogomips\t: 5589.50",
    "",
  ].join("\n");
}
