/** What a command line of `rg` asks for. */
export interface RipgrepOptions {
  patterns: string[];
  paths: string[];
  mode:
    "lines" | "files-with-matches" | "files-without-match" | "count" | "count-matches" | "files" | "quiet";
  ignoreCase: "never" | "always" | "smart";
  fixed: boolean;
  word: boolean;
  wholeLine: boolean;
  invert: boolean;
  multiline: boolean;
  lookaround: boolean;
  onlyMatching: boolean;
  replace: string | undefined;
  lineNumbers: boolean;
  columns: boolean;
  everyMatch: boolean;
  fileNames: boolean | undefined;
  heading: boolean;
  before: number;
  after: number;
  maxCount: number;
  maxDepth: number;
  maxColumns: number;
  globs: string[];
  ignoreGlobCase: boolean;
  types: string[];
  typesNot: string[];
  patternFiles: string[];
  hidden: boolean;
  ignoreFiles: boolean;
  text: boolean;
  trim: boolean;
  nullSeparator: boolean;
  includeZero: boolean;
  messages: boolean;
  special: "help" | "version" | "type-list" | undefined;
}

export function defaultOptions(): RipgrepOptions {
  return {
    patterns: [],
    paths: [],
    mode: "lines",
    ignoreCase: "never",
    fixed: false,
    word: false,
    wholeLine: false,
    invert: false,
    multiline: false,
    lookaround: false,
    onlyMatching: false,
    replace: undefined,
    lineNumbers: false,
    columns: false,
    everyMatch: false,
    fileNames: undefined,
    heading: false,
    before: 0,
    after: 0,
    maxCount: Infinity,
    maxDepth: Infinity,
    maxColumns: Infinity,
    globs: [],
    ignoreGlobCase: false,
    types: [],
    typesNot: [],
    patternFiles: [],
    hidden: false,
    ignoreFiles: true,
    text: false,
    trim: false,
    nullSeparator: false,
    includeZero: false,
    messages: true,
    special: undefined,
  };
}
