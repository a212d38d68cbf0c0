/** How much of a file git looks at before it calls it text. */
const inspected = 8000;

/** Whether git would treat a file with this content as binary: a zero byte near its start. */
export function isBinary(bytes: Uint8Array): boolean {
  const zero = bytes.indexOf(0);
  return zero !== -1 && zero < inspected;
}
