import { createHash } from "node:crypto";

const maxSlug = 48;

/** A model's name as part of a file name; a digest is added where letters were lost. */
export function modelPath(model: string): string {
  const plain = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replaceAll(/^[.-]+|[.-]+$/g, "");
  const isFaithful = plain === model.replace("/", "-") && plain.length <= maxSlug;
  return isFaithful ? plain : `${plain.slice(0, maxSlug - 9)}-${digestOf(model)}`;
}

/** A trial's stable, path-safe name. */
export function trialId(task: string, variantPath: string, model: string, index: number): string {
  const id = `${task}.${variantPath}.${modelPath(model)}.${String(index).padStart(3, "0")}`;
  return id.length <= 200 ? id : `${id.slice(0, 180)}.${digestOf(id)}`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
