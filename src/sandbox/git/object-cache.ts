import type { GitObject, Listing } from "./object-types.js";

/** Objects already read, by id. Objects never change, so every machine may share one cache. */
export interface ObjectCache {
  readonly objects: Map<string, GitObject>;
  /** Every file below a tree, by the tree's id. */
  readonly listings: Map<string, Listing>;
}

const mostObjects = 20_000;

export function createObjectCache(): ObjectCache {
  return { objects: new Map(), listings: new Map() };
}

/** Keeps a cache from growing without end. */
export function boundCache(cache: ObjectCache): void {
  if (cache.objects.size > mostObjects) cache.objects.clear();
  if (cache.listings.size > mostObjects / 10) cache.listings.clear();
}
