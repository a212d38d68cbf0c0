/** The parts of the interpreter's own file system that a mount deals with. */
export interface VirtualNode {
  readonly id: number;
  name: string;
  mode: number;
  node_ops: object;
  stream_ops: object;
}

/** An open file of the interpreter. */
export interface VirtualStream {
  readonly node: VirtualNode;
  position: number;
}

export interface VirtualFileSystem {
  init(
    input: () => number | null,
    output: (byte: number | null) => void,
    error: (byte: number | null) => void,
  ): void;
  mkdirTree(path: string): void;
  writeFile(path: string, data: string | Uint8Array): void;
  chmod(path: string, mode: number): void;
  createDataFile(
    parent: string,
    name: string,
    data: Uint8Array,
    read: boolean,
    write: boolean,
    own: boolean,
  ): void;
  mount(type: { mount(): VirtualNode }, options: object, path: string): void;
  chdir(path: string): void;
  createNode(parent: VirtualNode | null, name: string, mode: number, device: number): VirtualNode;
  lookupNode(parent: VirtualNode, name: string): VirtualNode;
  hashRemoveNode(node: VirtualNode): void;
  getPath(node: VirtualNode): string;
  readonly ErrnoError: new (errno: number) => Error;
}

export interface InterpreterModule {
  readonly FS: VirtualFileSystem;
  readonly ENV: Record<string, string>;
  callMain(argv: string[]): number;
}

interface InterpreterOptions {
  noInitialRun: true;
  thisProgram: string;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
  preRun: ((module: InterpreterModule) => void)[];
  print(line: string): void;
  printErr(line: string): void;
}

/** Makes one interpreter; it runs one program and is thrown away. */
export type CreateInterpreter = (options: InterpreterOptions) => Promise<InterpreterModule>;
