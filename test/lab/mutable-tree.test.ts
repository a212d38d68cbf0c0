import fc from "fast-check";
import { expect, it } from "vitest";
import { createMutableTree } from "../../src/lab/mutable-tree.js";
import { treeOf } from "./lab-tree.js";

const bytes = new Uint8Array([1]);

it("keeps changes apart from its base", () => {
  const base = treeOf({ "a.txt": "a", "b.txt": "b" });
  const tree = createMutableTree(base);
  expect(tree.paths()).toEqual(["a.txt", "b.txt"]);
  tree.write("c/d.sh", bytes, "100755");
  tree.write("c/d.sh", bytes);
  tree.remove("a.txt");
  expect({ paths: tree.paths(), file: tree.file("c/d.sh"), gone: tree.file("a.txt") }).toEqual({
    paths: ["b.txt", "c/d.sh"],
    file: { mode: "100755", bytes },
    gone: undefined,
  });
  expect([...tree.changes().keys()]).toEqual(["c/d.sh", "a.txt"]);
  expect(base.paths()).toEqual(["a.txt", "b.txt"]);
});

it("lists exactly the files that are there, whatever happened", () => {
  const path = fc.constantFrom("a", "b", "c/d", "\u{1f600}", "\uffee");
  fc.assert(
    fc.property(fc.array(fc.tuple(path, fc.boolean())), (steps) => {
      const tree = createMutableTree(treeOf({ a: "1", "c/d": "2" }));
      const expected = new Set(["a", "c/d"]);
      for (const [each, write] of steps) {
        if (write) tree.write(each, bytes);
        else tree.remove(each);
        if (write) expected.add(each);
        else expected.delete(each);
      }
      expect(new Set(tree.paths())).toEqual(expected);
      expect(tree.paths().every((each) => tree.file(each) !== undefined)).toBe(true);
    }),
  );
});
