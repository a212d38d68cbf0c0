/** Devices that swallow what is written to them; they read as empty. */
export const sinkDevices: ReadonlySet<string> = new Set([
  "/dev/null",
  "/dev/zero",
  "/dev/full",
  "/dev/random",
  "/dev/urandom",
  "/dev/tty",
  "/proc/self/fd/0",
  "/proc/self/fd/1",
  "/proc/self/fd/2",
]);

/** Deterministic bytes that stand for a random device. */
export function noiseBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x2545f491;
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[index] = state & 0xff;
  }
  return bytes;
}
