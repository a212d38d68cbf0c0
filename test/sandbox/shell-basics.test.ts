import { describe, expect, test } from "vitest";
import { bash, freshSandbox, testPool } from "./support/shell.js";

const pool = testPool();
const run = async (command: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await bash(freshSandbox(pool), command);
  return `${stdout}${stderr === "" ? "" : `! ${stderr}`}= ${exitCode}`;
};

describe("bash", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["echo hi", "hi\n= 0"],
    ["cat README.md | grep hello | tr a-z A-Z", "HELLO WORLD\n= 0"],
    ["echo x > new.txt; echo y >> new.txt; cat < new.txt", "x\ny\n= 0"],
    ["cat <<'EOF' > here.txt\n$HOME stays\nEOF\ncat here.txt", "$HOME stays\n= 0"],
    ["sed -i 's/0.4/0.05/' configs/run.yaml && grep honesty configs/run.yaml", "  honesty: 0.05\n= 0"],
    ["find . -name '*.py' -not -path './tests/*' | sort", "./src/adder.py\n./tool.py\n= 0"],
    ["grep -rn 'add' src", "src/adder.py:1:def add(a, b):\n= 0"],
    ["jq -c '.a[2]' data.json", '{"b":3}\n= 0'],
    ["yq '.weights.honesty' configs/run.yaml", "0.4\n= 0"],
    ["for i in 1 2 3; do echo -n $((i * 2)),; done", "2,4,6,= 0"],
    ["wc -c < blob.bin", "6\n= 0"],
    ["cat blob.bin | base64", "AP8B/goA\n= 0"],
    ["./run.sh fast", "run fast\n= 0"],
    ["./tool.py a b", "tool ['a', 'b']\n= 0"],
    ["chmod +x -- crlf.txt && stat -c %a crlf.txt", "755\n= 0"],
    ["chmod -- 600 crlf.txt && stat -c %a crlf.txt", "600\n= 0"],
    ["touch ./-odd && chmod 640 -- -odd && stat -c %a ./-odd", "640\n= 0"],
    ["pwd; cd src; pwd", "/home/agent/tern\n/home/agent/tern/src\n= 0"],
    ["nothing-like-it", "! bash: nothing-like-it: command not found\n= 127"],
    ["echo a > /etc/motd || echo refused", "refused\n! bash: /etc/motd: Permission denied\n= 0"],
    ["echo a > missing/b; echo then", "then\n! bash: missing/b: No such file or directory\n= 0"],
    ["cat nope", "! cat: nope: No such file or directory\n= 1"],
    ["echo gone > /dev/null; cat /dev/null", "= 0"],
    ["diff <(printf 'a\\nb\\nc\\n') <(printf 'a\\nx\\nc\\nd\\n')", "2c2\n< b\n---\n> x\n3a4\n> d\n= 1"],
    [
      "cp crlf.txt new.txt; printf 'one\\r\\ntwo' > new.txt; diff -u crlf.txt new.txt | tail -n +3",
      "@@ -1,2 +1,2 @@\n one\r\n-two\r\n+two\n\\ No newline at end of file\n= 0",
    ],
    [
      "cp -r src copy; echo x >> copy/adder.py; echo y > copy/more; diff -rq src copy",
      "Files src/adder.py and copy/adder.py differ\nOnly in copy: more\n= 1",
    ],
    ["grep -rn 'def add' .", "./src/adder.py:1:def add(a, b):\n= 0"],
    ["find . -name '*.py' | sort | xargs -I{} echo got {} | head -1", "got ./src/adder.py\n= 0"],
    ["rm -rf ~/tern; pwd; ls", "/home/agent/tern\n! ls: cannot access '.': No such file or directory\n= 2"],
    ["exit 3", "= 3"],
    ["false && echo no || echo yes", "yes\n= 0"],
    ["readlink link.md; cat link.md | head -1", "README.md\n# Tern\n= 0"],
    ["hostname; whoami; nproc", "train-07\nagent\n8\n= 0"],
    ["date +%FT%T%z", "2026-02-03T09:12:00+0100\n= 0"],
    [
      "rm -rf /",
      "! rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n= 1",
    ],
    [
      "rm -r src && ls",
      "README.md\nblob.bin\nconfigs\ncrlf.txt\ndata.json\nlatin.txt\nlink.md\nnofinal.txt\nrun.sh\ntests\ntool.py\n= 0",
    ],
    [
      "sudo id",
      "! agent is not in the sudoers file.\nThis incident has been reported to the administrator.\n= 1",
    ],
    ["curl https://example.com", "! curl: (6) Could not resolve host: example.com\n= 6"],
    ["make", "! bash: make: command not found\n= 127"],
  ];
  test.each(cases)("%s", async (command, expected) => {
    expect(await run(command)).toBe(expected);
  });

  test("each call starts afresh in the repository, on what the last one left", async () => {
    const sandbox = freshSandbox(pool);
    await bash(sandbox, "cd src; export X=1; echo kept > ../kept.txt");
    expect(await bash(sandbox, "pwd; echo [$X]; cat kept.txt")).toEqual({
      stdout: "/home/agent/tern\n[]\nkept\n",
      stderr: "",
      exitCode: 0,
    });
  });
});
