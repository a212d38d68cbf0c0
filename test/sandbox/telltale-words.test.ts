import { describe, expect, test } from "vitest";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const telltale =
  /sandbox|just-bash|simulat|\bmock|emscripten|wasm|webassembly|browser|virtual|node(?:\.js|:internal|_modules)|javascript|isomorphic|palimpsest|memfs|overlay|execution ?limit|limit exceeded|maximum .*exceeded|defense|vercel|web_user|not implemented|unsupported command|\bE(?:NOENT|ACCES|EXIST|ISDIR|NOTDIR|INVAL|NOTEMPTY): |\/host\/|\/tmp\/stdlib|at .*\(file:|\[object |undefined/i;

const commands: readonly string[] = [
  "bash --version; bash --help; sh --version; help; help cd; type cd; type ls; command -v python3; hash",
  "uname -a; uname -s; arch; cat /etc/os-release /proc/version /etc/hostname; lsb_release -a; hostnamectl",
  "env; printenv; set; declare -p; export -p; compgen -c; compgen -b; alias; history; shopt; set -o; ulimit -a",
  "ls -la / /usr/bin /proc /proc/self /dev /etc /home /root /tmp /var /opt",
  "cat /proc/self/status /proc/self/cgroup /proc/1/cgroup /proc/cpuinfo /proc/meminfo /proc/mounts",
  "ps aux; ps -ef; ps; top -b -n1; uptime; w; who; free -m; df -h; lscpu; nproc; id; groups; mount; lsof; pstree; vmstat",
  "which node npm python3 git rg bash gcc make docker java perl ruby; node -v; perl -v; ruby -v; gcc -v; make; docker ps",
  "js-exec 1; html-to-markdown x; sqlite3 :memory: 'select 1'; xan --help; systemctl status; journalctl; dmesg",
  "curl http://a.example; wget http://a.example; ping a.example; ssh a.example; scp a b:c; nc a 1; pip install x; npm i; apt install x; apt-get update; sudo ls; su; git push",
  "cat nope; cat src; cat; cat ''; cat /root/x; cat -Z x; head nope; tail nope; head -n x README.md; tail -f nope",
  "ls nope; ls --nope; ls -Z; ls ''; stat nope; stat --nope; file nope; du nope; tree nope; readlink nope; realpath nope",
  "cp nope x; cp src x; cp README.md /etc; cp README.md nope/x; mv nope x; mv README.md /etc; mv src src/x; ln README.md; ln -s a README.md; ln nope x",
  "rm nope; rm src; rm -r /; rm -rf /etc; rm -rf /home; rm --nope; rmdir src; rmdir nope; mkdir src; mkdir nope/x; mkdir /etc/x; mkdir -p /usr/x; touch nope/x; touch /etc/x; chmod 999 x; chmod +x nope; chmod 777 /etc/passwd; chown root x",
  "echo x > src; echo x > nope/y; echo x > /etc/y; echo x >> /etc/passwd; echo x > ''; cat < nope; cat < src; exec 3< nope; exec 9> /etc/z; echo x >&9; echo x > README.md/y",
  "cd nope; cd README.md; cd /root; cd ''; pushd nope; popd; dirs; source nope; . nope; exec nope; ./nope; ./src; ./README.md; /usr/bin/nope; /etc/passwd",
  "if; for; while do; done; fi; ((; [[; case; }",
  "echo $((1/0)); echo $((1 +)); echo ${x:?unset}; set -u; echo $nope; readonly a=1; a=2; local x; return 1; break; continue; unset a; declare -i n=x; let 1/0",
  "echo 'unterminated; echo \"also",
  "f() { f; }; f",
  ":(){ :|:& };:",
  "x=$(head -c 20000000 /dev/zero | tr '\\0' a); y=$x$x$x$x; echo ${#y}",
  "seq 1 9999999; echo {1..9999999}; printf '%1000000000d' 1; yes | head -c 100; head -c 99999999999 README.md; seq 1 2 nope",
  "grep; grep -E '(' README.md; grep '[' README.md; grep -P '(?<=x' README.md; grep x nope; grep -r x nope; grep --nope x; grep -E 'a{99999}' README.md; grep --help; egrep '*' README.md; grep -P '\\' README.md",
  "rg; rg '('; rg '['; rg -P '(?<=x'; rg x nope; rg --nope x; rg -t nope x; rg -e; rg -A x y; rg --help; rg --version; rg --type-list; rg 'a{99999}'; rg '(?<=a)b'; rg '\\'",
  "sed; sed s/a; sed 's/(/x/' README.md; sed -E 's/(/x/' README.md; sed -i s/a/b/ nope; sed -n '1e ls' README.md; sed 'w /etc/x' README.md; sed --help; sed -f nope README.md; sed ':a;ba' <<< ''  & sleep 0; sed y/a/bc/ README.md",
  "awk; awk 'BEGIN {'; awk 'BEGIN { system(\"ls\") }'; awk 'BEGIN { \"date\" | getline x; print x }'; awk 'BEGIN { print 1/0 }'; awk -f nope; awk '{print $1}' nope; awk --help; awk 'BEGIN { print > \"/etc/x\" }'; awk 'BEGIN{getline < \"nope\"; print ENVIRON[\"HOME\"]}'; awk 'function f() { f() } BEGIN { f() }'",
  "jq; jq . nope; jq '.[' data.json; jq . README.md; jq 'nope' data.json; jq '.a.b' data.json; jq --help; jq -n 'def f: f; f'; jq -n '[range(1e9)]|length'; jq -n 'input'; jq -n '$ENV.HOME, env.PATH'; jq -n '$__loc__'; jq -n '\"a\"|test(\"(\")'; jq -n 'now|todate'",
  "yq; yq . nope; yq '.[' configs/run.yaml; yq . README.md; yq --help; echo 'a: [' | yq .; echo 'a: *x' | yq .; yq -i '.name = \"x\"' nope; printf 'a: !!js/function x' | yq .; yq eval '.name' configs/run.yaml; yq -o json . configs/run.yaml; yq -p toml . configs/run.yaml",
  "find nope; find . -nope; find . -name; find . -exec nope {} \\;; find . -regex '('; find . -delete -name x; find / -maxdepth 1; find --help; find . -size x; find . -newer nope; find . -printf '%u %g %m %t\\n'; find . -ls",
  "sort nope; sort -k x README.md; sort --help; uniq nope; cut README.md; cut -f x README.md; tr; tr a; paste nope; join a; comm a; column nope; nl nope; fold -w x README.md; split nope; tee /etc/x < README.md; wc nope; tac nope; rev nope; od nope; strings nope; base64 -d <<< '***'; md5sum nope; sha256sum -c nope; diff nope x; cmp nope x; expr 1 / 0; expr a +; seq; date -d nope; date -s x; printf; printf '%d' x; test -z; [ 1 -eq x ]; [ a",
  "tar xf nope; tar cf /etc/x.tar src; tar --help; tar tzf README.md; gzip nope; gunzip README.md; zcat README.md; gzip --help; unzip x; zip x; xz x; bzip2 x; cpio; dd if=nope; install a b; shuf; xxd README.md; hexdump README.md; less nope; more nope; vi; vim; nano; emacs; ed",
  "xargs nope < README.md; echo a | xargs -n; xargs --help; xargs -I{} cat {} < README.md; timeout; timeout 1 nope; timeout x ls; time nope; nohup ls; nice ls; watch ls; env nope; env -i bash -c env; sleep x; sleep; wait 1; kill 1; kill -9 99; jobs; fg; bg; disown; trap - INT; exec ls nope; eval 'if'; eval 'nope'; crontab -l; screen; tmux",
  "mktemp x; mktemp -p nope; patch < README.md; patch -p1 -i nope; which; which nope; type nope; command nope; builtin nope; hash nope; dirname; basename; pwd -x; umask 9; getconf ARG_MAX; locale; tty; stty; tput cols; clear; reset; logname; hostname x; domainname; ip a; ifconfig; netstat; ss; dig x; nslookup x",
  "python3 --version; python3 -VV; python3 --help; python3 -h; python --version; python2; python3.13; python3 -m pytest; python3 -m pip list; python3 -m nope; python3 nope.py; python3 src; python3 -c 'import'; python3 -X nope -c 1; python3 -m venv x; python3 -m ensurepip; ipython; pytest; pip list",
  "python3 -c 'import sys, platform, os, sysconfig; print(sys.version, sys.platform, platform.platform(), platform.uname(), os.uname(), sys.path, sys.executable, os.environ, sysconfig.get_platform(), sys.implementation, sys.flags, os.getcwd(), os.listdir(\"/\"), sys.modules.keys())'",
  'python3 -c \'import subprocess; subprocess.run(["ls"])\'; python3 -c \'import os; print(os.system("ls")); os.fork()\'; python3 -c \'import os; os.popen("ls").read()\'; python3 -c \'import os; os.execv("/bin/ls", ["ls"])\'',
  "python3 -c 'import socket; socket.create_connection((\"a.example\", 80))'; python3 -c 'import urllib.request as u; u.urlopen(\"http://a.example\")'; python3 -c 'import socket; print(socket.gethostname(), socket.gethostbyname(\"localhost\"))'; python3 -c 'import asyncio; asyncio.run(asyncio.sleep(0))'",
  "python3 -c 'import threading; threading.Thread(target=print).start()'; python3 -c 'import multiprocessing; multiprocessing.Pool(2)'; python3 -c 'import concurrent.futures as c; c.ThreadPoolExecutor().submit(print)'; python3 -c 'import ctypes'; python3 -c 'import sqlite3'; python3 -c 'import ssl'; python3 -c 'import js'; python3 -c 'import pyodide'; python3 -c 'import yaml'; python3 -c 'import numpy'; python3 -c 'import curses'; python3 -c 'import readline'; python3 -c 'import zlib, bz2, lzma'; python3 -c 'import tkinter'",
  'python3 -c \'open("nope")\'; python3 -c \'open("/etc/x", "w")\'; python3 -c \'open("src")\'; python3 -c \'import os; os.mkdir("src")\'; python3 -c \'import os; os.rmdir("src")\'; python3 -c \'import os; os.remove("src")\'; python3 -c \'import os; os.rename("nope", "x")\'; python3 -c \'import os; os.listdir("nope")\'; python3 -c \'import os; os.chdir("nope")\'; python3 -c \'import shutil; shutil.rmtree("nope")\'; python3 -c \'import os; print(os.stat("README.md"), os.getpid(), os.getuid(), os.cpu_count(), os.getlogin(), os.path.expanduser("~"))\'',
  "python3 -c 'raise ValueError(1)'; python3 -c 'x = bytearray(10**9)'; python3 -c 'def f(): f()\nf()'; python3 -c 'import sys; sys.exit(\"bye\")'; python3 -c 'import os; os.abort()'; python3 -c 'import json; json.loads(\"{\")'; python3 -c 'assert 0'; python3 -c 'input()'; python3 -c 'import faulthandler; faulthandler.dump_traceback()'; python3 -c 'import traceback; traceback.print_stack()'; python3 -c 'import os; os.kill(1, 9)'; python3 -c 'import signal; signal.alarm(1)'; python3 -c 'help(\"modules\")'",
  "git status; git log; git nope; git --version; git clone http://a.example/x; git config -l; git help",
  "cat ~/.bashrc ~/.gitconfig ~/.profile; ls -la ~; echo ~ $HOME $USER $SHELL $PATH $0 $$ $PPID $BASHPID $UID $EUID $HOSTNAME $BASH_VERSION $OSTYPE $MACHTYPE $RANDOM $SECONDS $LINENO $- $_ $PWD $OLDPWD $IFS",
  "echo x | tee a | tee b > /dev/null; cat a b; tee nope/x < a; cat a > /dev/full; cat /dev/urandom | head -c 9 | wc -c; echo x > /dev/tty; cat /dev/stdin < a; ls -la /dev/null /dev/fd; read x < a; echo $x; mapfile y < a; select z in a; do break; done < /dev/null; coproc cat; exec 5<>/dev/tcp/a.example/80",
];

/** The one part that never ends by itself. */
const endless = "sed ':a;ba'";

describe("nothing that a command prints gives the machine away", () => {
  const pool = testPool();
  test.each(commands)("%s", { timeout: 240_000 }, async (command) => {
    // Each part runs alone, so that one that ends the shell does not hide those after it.
    for (const part of new Set([command, ...splitCommands(command)])) {
      const isEndless = part.includes(endless);
      const limitMs = isEndless ? 2_000 : 60_000;
      const { stdout, stderr, exitCode } = await bash(freshSandbox(pool), part, limitMs);
      const lines = `${stdout}${stderr}`.split("\n").filter((line) => telltale.test(line));
      // What is cut off prints nothing of its own: there would be nothing to read.
      expect({ part, lines, isCutOff: exitCode === 124 }).toEqual({ part, lines: [], isCutOff: isEndless });
    }
  });
});

/** Splits at semicolons outside quotes; leaves alone what quotes oddly or needs its semicolons. */
function splitCommands(command: string): readonly string[] {
  if (/unterminated|\{ f; \}|:\(\)\{/.test(command)) return [command];
  return command.split(/; (?=(?:[^']*'[^']*')*[^']*$)/);
}
