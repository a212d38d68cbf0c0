import { isBinary } from "../../diff/is-binary.js";
import { changePath, type Change, type Side } from "./change.js";

const fullScore = 60_000;
const candidatesPerFile = 4;

interface Pair {
  readonly from: Side;
  readonly to: Side;
  readonly score: number;
}

/**
 * Joins deleted and added files into renames where their contents are alike enough (`threshold` in percent):
 * the same content first, then the same unique name, then the most alike.
 */
export async function detectRenames(
  changes: readonly Change[],
  read: (oid: string) => Promise<Uint8Array>,
  threshold = 50,
): Promise<Change[]> {
  const deleted = changes.flatMap((change) => (change.after === undefined ? (change.before ?? []) : []));
  const added = changes.flatMap((change) => (change.before === undefined ? (change.after ?? []) : []));
  if (deleted.length === 0 || added.length === 0) return [...changes];
  const pairs = new Map<string, Pair>();
  const used = new Set<string>();
  const take = (pair: Pair) => {
    pairs.set(pair.to.path, pair);
    used.add(pair.from.path);
  };
  findSameContent(deleted, added, used).forEach(take);
  const contents = new Map<string, Content>();
  const score = async (from: Side, to: Side) => {
    if (from.mode === "120000" || to.mode === "120000") return 0;
    return rateSimilarity(
      await content(from.oid, contents, read),
      await content(to.oid, contents, read),
      minimum,
    );
  };
  const minimum = (threshold * fullScore) / 100;
  const left = () => ({
    from: deleted.filter((side) => !used.has(side.path)),
    to: added.filter((side) => !pairs.has(side.path)),
  });
  for (const [from, to] of sameUniqueNames(left().from, left().to)) {
    const reached = await score(from, to);
    if (reached >= (minimum + fullScore) / 2) take({ from, to, score: reached });
  }
  for (const pair of await rankPairs(left().from, left().to, score, minimum)) {
    if (!used.has(pair.from.path) && !pairs.has(pair.to.path)) take(pair);
  }
  return joinPairs(changes, pairs, used);
}

function joinPairs(
  changes: readonly Change[],
  pairs: ReadonlyMap<string, Pair>,
  used: ReadonlySet<string>,
): Change[] {
  const joined = changes.flatMap((change): Change[] => {
    if (change.after === undefined && change.before !== undefined && used.has(change.before.path)) return [];
    const pair = change.before === undefined ? pairs.get(changePath(change)) : undefined;
    if (pair === undefined) return [change];
    return [{ before: pair.from, after: pair.to, similarity: Math.floor((pair.score * 100) / fullScore) }];
  });
  return joined.sort((a, b) => (changePath(a) < changePath(b) ? -1 : 1));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function findSameContent(
  deleted: readonly Side[],
  added: readonly Side[],
  used: ReadonlySet<string>,
): Pair[] {
  const pairs: Pair[] = [];
  const taken = new Set(used);
  for (const to of added) {
    const same = deleted.filter(
      (from) =>
        from.oid === to.oid && !taken.has(from.path) && (from.mode === "120000") === (to.mode === "120000"),
    );
    const from = same.find((side) => fileName(side.path) === fileName(to.path)) ?? same[0];
    if (from === undefined) continue;
    taken.add(from.path);
    pairs.push({ from, to, score: fullScore });
  }
  return pairs;
}

/** Pairs of files whose name occurs once among the deleted and once among the added. */
function sameUniqueNames(deleted: readonly Side[], added: readonly Side[]): [Side, Side][] {
  const unique = (sides: readonly Side[], name: string) => {
    const named = sides.filter((side) => fileName(side.path) === name);
    return named.length === 1 ? named[0] : undefined;
  };
  return deleted.flatMap((from): [Side, Side][] => {
    const name = fileName(from.path);
    const to = unique(added, name);
    return to !== undefined && unique(deleted, name) !== undefined ? [[from, to]] : [];
  });
}

/** The best candidates of every added file, most alike first. */
async function rankPairs(
  deleted: readonly Side[],
  added: readonly Side[],
  score: (from: Side, to: Side) => Promise<number>,
  minimum: number,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const to of added) {
    const candidates: Pair[] = [];
    for (const from of deleted) {
      const reached = await score(from, to);
      if (reached >= minimum) candidates.push({ from, to, score: reached });
    }
    candidates.sort(compareScores);
    pairs.push(...candidates.slice(0, candidatesPerFile));
  }
  return pairs.sort(compareScores);
}

function compareScores(a: Pair, b: Pair): number {
  const named = (pair: Pair) => (fileName(pair.from.path) === fileName(pair.to.path) ? 1 : 0);
  return b.score - a.score || named(b) - named(a);
}

/** A file as the bytes that each distinct piece of it (a line, cut at 64 bytes) accounts for. */
interface Content {
  readonly size: number;
  readonly pieces: ReadonlyMap<string, number>;
}

async function content(oid: string, known: Map<string, Content>, read: (oid: string) => Promise<Uint8Array>) {
  const found = known.get(oid);
  if (found !== undefined) return found;
  const bytes = await read(oid);
  const fresh = { size: bytes.length, pieces: countPieces(bytes) };
  known.set(oid, fresh);
  return fresh;
}

/** As git counts: a last piece that neither ends a line nor fills 64 bytes is left out. */
function countPieces(bytes: Uint8Array): Map<string, number> {
  const pieces = new Map<string, number>();
  const text = !isBinary(bytes);
  let piece: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (text && byte === 13 && bytes[at + 1] === 10) continue;
    piece.push(byte);
    if (piece.length < 64 && byte !== 10) continue;
    const key = String.fromCharCode(...piece);
    pieces.set(key, (pieces.get(key) ?? 0) + piece.length);
    piece = [];
  }
  return pieces;
}

function rateSimilarity(from: Content, to: Content, minimum: number): number {
  const larger = Math.max(from.size, to.size);
  if (to.size === 0 || larger * (fullScore - minimum) < Math.abs(from.size - to.size) * fullScore) return 0;
  let copied = 0;
  for (const [piece, size] of from.pieces) copied += Math.min(size, to.pieces.get(piece) ?? 0);
  return Math.floor((copied * fullScore) / larger);
}
