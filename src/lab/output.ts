/** Collects what a command prints, in characters, up to a limit for each stream. */
export interface Output {
  print(text: string, to: "stdout" | "stderr"): void;
  stdout(): string;
  stderr(): string;
}

const characterLimit = 256 * 1024;
const truncationNote = "... (output truncated)\n";

/** An empty output; each printed text gets a line end. */
export function createOutput(): Output {
  const streams = { stdout: createStream(), stderr: createStream() };
  return {
    print: (text, to) => streams[to].write(text.endsWith("\n") ? text : `${text}\n`),
    stdout: () => streams.stdout.text(),
    stderr: () => streams.stderr.text(),
  };
}

function createStream(): { write(text: string): void; text(): string } {
  const parts: string[] = [];
  let size = 0;
  return {
    write: (text) => {
      if (size > characterLimit) return;
      size += text.length;
      parts.push(size > characterLimit ? truncationNote : text);
    },
    text: () => parts.join(""),
  };
}
