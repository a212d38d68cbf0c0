import { expect, test } from "vitest";
import { readOver } from "./tree-of.js";

const valueOf = (value: unknown) => ({ state: "value", value });

function read(text: string, name = "X", at?: string) {
  return readOver(
    { "a.py": text },
    { kind: "constant", of: "a.py", name, ...(at === undefined ? {} : { at }) },
  );
}

test.each<[string, unknown]>([
  ["X = 5", 5],
  ["X: float = -0.25", -0.25],
  ["X: 'Final[int]' = +1_000", 1000],
  ["X = 0x1F", 31],
  ["X = 0o17", 15],
  ["X = 0b101", 5],
  ["X = 1_0.5e-1", 1.05],
  ["X = .5", 0.5],
  ["X = 5.", 5],
  ["X = True", true],
  ["X = not True", false],
  ["X = None", null],
  ["X = ()", []],
  ["X = (1)", 1],
  ["X = (1,)", [1]],
  ["X = 1, 2", [1, 2]],
  ["X = [1, (2, 'a'),]", [1, [2, "a"]]],
  ["X = {'a': 1, \"b\": {2: None}, 'a': 3,}", { a: 3, b: { "2": null } }],
  ["X = {'__proto__': 1}", JSON.parse('{"__proto__": 1}')],
  ["X = 'a' \"b\" r'\\n'", "ab\\n"],
  ["X = '\\x41\\u00e9\\101\\n\\'\\q\\\n'", "A\u00e9A\n'\\q"],
  ["X = '''one\n\"two\"'''", 'one\n"two"'],
  ['X = u"x"', "x"],
  ["X = (\n  'a'  # first\n  'b'\n)", "ab"],
  ["X = [  # comment\n  1,\n  # X = 7\n  2,\n]", [1, 2]],
  ["X = 2 * 3 + 1 - 4 / 8", 6.5],
  ["X = -7 // 2", -4],
  ["X = -7 % 3", 2],
  ["X = 2 ** 10", 1024],
  ["X = 'a' + 'b'", "ab"],
  ["X = [1] + [2]", [1, 2]],
  ["Y = 2\nX = Y * 3\nY = 100", 6],
  ["X = Y = 4", 4],
  ["X, Y = 1, 2", 1],
  ["(Y, X) = (1, 2)", 2],
  ["[Y, X] = [1, 2]", 2],
  ["(X) = 3", 3],
  ["X = 1; X = 2", 2],
  ["X = 1\nX = 2", 2],
  ["X = 1\nX: int", 1],
  ["X = 1  # X = 2", 1],
  ["X = 1\n# X = 2", 1],
  ['"""\nX = 2\n"""\nX = 1', 1],
  ["X = 1\nY = 'X = 2'", 1],
  ["X = 1\ndef f():\n    X = 2\n    return X", 1],
  ["X = 1\nclass A:\n    X = 2", 1],
  ["X = 1\ndef f(X=2):\n    pass", 1],
  ["X = 1\nY = [X for X in range(3)]", 1],
  ["X = 1\nY.X = 2", 1],
  ["X = 1\n\u0425 = 2", 1],
  ["X = 'a'\nY = X.upper()", "a"],
  ["X = 1\nprint(X)\nassert X == 1", 1],
  ["import os\nX = 1\nif __name__ == '__main__':\n    main()", 1],
  ["if True:\n    X = 2\nX = 1", 1],
  ["X = 1\r\nY = 2\r\n", 1],
  ["\f\nX = 1\n\f\n", 1],
  ["def f():\n    yield\nX = 1", 1],
])("%j", (text, expected) => {
  expect(read(text)).toEqual(valueOf(expected));
});

test.each([
  ["X = 1\nif DEBUG:\n    X = 2", "line 2 may change it (if)"],
  ["X = 1\nfor X in range(3):\n    pass", "line 2 may change it (for)"],
  ["X = 1\nfor i in y:\n    (X, z) = i", "line 2 may change it (for)"],
  ["X = 1\nwhile (X := f()):\n    pass", "line 2 may change it (while)"],
  ["X = 1\nwith f() as X:\n    pass", "line 2 may change it (with)"],
  ["try:\n    X = 1\nexcept E:\n    X = 2", "line 1 may change it (try)"],
  ["X = 1\ntry:\n    pass\nexcept E as X:\n    pass", "line 2 may change it (try)"],
  ["X = 1\nmatch y:\n    case [X]:\n        pass", "line 2 may change it (match)"],
  ["X = 1\nX += 1", "line 2 may change it (augmented assignment)"],
  ["X = 1\ndef f():\n    global X\n    X = 2\nf()", "line 2 may change it (function)"],
  ["X = 1\nfrom m import X", "line 2 may change it (import)"],
  ["X = 1\nfrom m import Y as X", "line 2 may change it (import)"],
  ["X = 1\nfrom m import *", "line 2 may change it (import)"],
  ["X = 1\nimport X.y", "line 2 may change it (import)"],
  ["X = 1\nglobals()['X'] = 2", "line 2 may change it (changed in place)"],
  ["X = 1\nglobals().update(X=2)", "line 2 may change it (expression)"],
  ["X = 1\nexec('X = 2')", "line 2 may change it (expression)"],
  ["X = {'a': 1}\nX['a'] = 2", "line 2 may change it (changed in place)"],
  ["X = {'a': 1}\nX.update(a=2)", "line 2 may change it (expression)"],
  ["X = [1]\nY = X.append(2)", "line 2 may change it (changed in place)"],
  ["X = {'a': 1}\ndel X['a']", "line 2 may change it (delete)"],
  ["X = 1\nif y:\n    del X", "line 2 may change it (if)"],
  ["X = 1\nprint(X := 2)", "line 2 may change it (expression)"],
  ["from m import *", "line 1 may change it (import)"],
  ["X = float('0.5')", "float('0.5') is not a literal"],
  ["X = 1 if Y else 2", "1 if Y else 2 is not a literal"],
  ["X = Y", "Y is not a constant of this module"],
  ["X = f'{1}'", "f'{1}' is not a literal"],
  ["X = b'x'", "b'x' is not a literal"],
  ["X = '\\N{DASH}'", "'\\N{DASH}' is not a literal"],
  ["X = 1j", "1j is not a literal"],
  ["X = 12345678901234567890", "12345678901234567890 is not a literal"],
  ["X = 1 / 0", "1 / 0 is not a literal"],
  ["X = {1, 2}", "{1, 2} is not a literal"],
  ["X = {**{}, 'a': 1}", "{**{}, 'a': 1} is not a literal"],
  ["X = [*[1]]", "* is not a literal"],
  ["X = lambda: 1", "lambda: 1 is not a literal"],
  ["X, Y = 1", "unpacked from what is not a literal"],
  ["X, Y = f()", "f() is not a literal"],
  ["X, *Y = 1, 2", "line 1 may change it (changed in place)"],
  ["def X():\n    pass", "is a class or a function"],
  ["class X:\n    pass", "is a class or a function"],
  [`X = ${"(".repeat(150)}1${")".repeat(150)}`, "nested too deeply"],
  [`X = ${"1+".repeat(150)}1`, "nested too deeply"],
])("%j cannot be told", (text, why) => {
  expect(read(text)).toEqual({ state: "unreadable", why: `a.py: X: ${why}` });
});

test.each([
  ["X = 1\nY = = 2", "a.py: line 2: not valid Python"],
  ["X = (1", "a.py: line 1: not valid Python"],
  ["X = 1\ndef f(:\n    pass", "a.py: line 2: not valid Python"],
  ["X = 'a", "a.py: line 1: not valid Python"],
])("%j is not read at all", (text, why) => {
  expect(read(text)).toEqual({ state: "unreadable", why });
});

test("what is not there is absent", () => {
  expect(read("Y = 1")).toEqual({ state: "absent" });
  expect(read("X = 1\ndel X")).toEqual({ state: "absent" });
  expect(read("X: int")).toEqual({ state: "absent" });
  expect(read("class A:\n    pass", "A.x")).toEqual({ state: "absent" });
  expect(read("def f(a):\n    pass", "f(a)")).toEqual({ state: "absent" });
  expect(read("X = {}", "X", "a.b")).toEqual({ state: "absent" });
});

const module = `
BASE = 0.5

@dataclass(frozen=True)
class Reward(Component):
    """weight = 9"""
    weight: float = BASE * 2
    name = "honesty"
    if BASE:
        bonus = 1

    class Limits:
        top = weight

    def score(self, text: str, scale: float = BASE, *, floor=-1, **rest) -> float:
        weight = 7
        return weight

Reward.name = "changed"

async def run(step=1, /, *args, retries: int = 3): ...
`;

test.each<[string, unknown]>([
  ["Reward.weight", 1],
  ["Reward.name", "changed"],
  ["Reward.score(scale)", 0.5],
  ["Reward.score(floor)", -1],
  ["run(step)", 1],
  ["run(retries)", 3],
])("%s", (name, expected) => {
  expect(read(module, name)).toEqual(valueOf(expected));
});

test("class attributes and defaults that cannot be told", () => {
  const why = (name: string, text = module) => {
    const readout = read(text, name);
    return readout.state === "unreadable" ? readout.why : readout;
  };
  expect(why("Reward.bonus")).toBe("a.py: Reward.bonus: line 9 may change it (if)");
  expect(why("Reward.Limits.top")).toBe("a.py: Reward.Limits.top: weight is not a constant of this module");
  expect(why("Reward.score.x")).toBe("a.py: Reward.score.x: score is not a class");
  expect(why("Reward(x)")).toBe("a.py: Reward(x): is not a function");
  expect(why("f(a)", "if y:\n    def f(a=1): pass")).toBe("a.py: f(a): line 1 may change it (if)");
  expect(why("A.x", "class A:\n    x = 1\nsetattr(A, 'x', 2)")).toBe(
    "a.py: A.x: line 3 may change it (expression)",
  );
});

test("the last definition of a class or function wins", () => {
  expect(read("class A:\n    x = 1\nclass A:\n    y = 2", "A.x")).toEqual({ state: "absent" });
  expect(read("def f(a=1): pass\ndef f(a=2): pass", "f(a)")).toEqual(valueOf(2));
});

test("sums that a file could fill the memory with are no literals", () => {
  const doubled = (start: string, times: number) =>
    [`X0 = ${start}`, ...Array.from({ length: times }, (_, at) => `X${at + 1} = X${at} + X${at}`)].join("\n");
  const whyNot = { state: "unreadable", why: "a.py: X40: X9 + X9 is not a literal" };
  expect(read(doubled("[1, 1]", 40), "X40")).toEqual({
    ...whyNot,
    why: "a.py: X40: X8 + X8 is not a literal",
  });
  expect(read(doubled(`"${"x".repeat(128)}"`, 40), "X40")).toEqual(whyNot);
  expect(read(doubled("[1, 1]", 8), "X8")).toEqual(valueOf(Array<number>(512).fill(1)));
  expect(read(doubled('"ab"', 4), "X4")).toEqual(valueOf("ab".repeat(16)));
});

test("a literal that grows too large once its names are written out is unreadable", () => {
  const nested = ["X0 = [1, 1]", ...Array.from({ length: 20 }, (_, at) => `X${at + 1} = [X${at}, X${at}]`)];
  expect(read(nested.join("\n"), "X20")).toEqual({
    state: "unreadable",
    why: "a.py: X20: holds more than 500000 values",
  });
  expect(read(`S = "${"x".repeat(30_000)}"\nX = [${"S, ".repeat(5_000)}]`)).toEqual({
    state: "unreadable",
    why: "a.py: X: holds more than 4194304 characters",
  });
});

test("thousands of attributes set after a class are read in time", { timeout: 20_000 }, () => {
  const lines = Array.from({ length: 4_500 }, (_, at) => `A.x${at} = ${at}`);
  expect(read(["class A:", "    y = 1", ...lines].join("\n"), "A.x4499")).toEqual(valueOf(4499));
});

test("a file above 64 KB is unreadable", () => {
  expect(read(`X = 1\n${")".repeat(65_536)}`)).toEqual({
    state: "unreadable",
    why: "a.py: larger than 65536 characters",
  });
});

test("a path into a literal", () => {
  expect(read("X = {'weights': [{'id': 'a', 'w': 1}]}", "X", "weights[id=a].w")).toEqual(valueOf(1));
});

test("a malformed name is bad input", () => {
  expect(() => read("X = 1", "X[0]")).toThrow(
    "constant X[0]: expected NAME, Class.attribute or function(parameter)",
  );
});

test.each([
  ["(".repeat(200_000)],
  [`X = ${"-".repeat(200_000)}1`],
  [`X = ${"[".repeat(50_000)}${"]".repeat(50_000)}`],
])("hostile nesting is a finding", (text) => {
  expect(read(text).state).toBe("unreadable");
});
