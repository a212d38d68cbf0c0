import type { Signature } from "./object-types.js";

/** `Name <email> 1700000000 +0100`. */
export function formatSignature(who: Signature): string {
  return `${who.name} <${who.email}> ${who.timestamp} ${formatOffset(who.offset)}`;
}

/** Minutes east of Greenwich as `+0130`. */
export function formatOffset(offset: number): string {
  const minutes = Math.abs(offset);
  const digits = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, "0");
  return `${offset < 0 ? "-" : "+"}${digits}`;
}

/** Reads `Name <email> 1700000000 +0100`; undefined if it is not that. */
export function parseSignature(text: string): Signature | undefined {
  const match = /^(.*?) ?<([^>]*)> (\d+) ([+-])(\d\d)(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [, name = "", email = "", time, sign, hours, minutes] = match;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return { name, email, timestamp: Number(time), offset: offset === 0 ? 0 : offset };
}
