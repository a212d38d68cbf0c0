/** A maker of models and the words that its models, families and the maker itself are known by, in lower case. */
interface ModelMaker {
  readonly maker: string;
  /** Words that mean nothing else; found in any case. */
  readonly words: readonly string[];
  /** Words that are ordinary ones too: hidden as written here, or in any case before a version (`opus-4`). */
  readonly doubtful: readonly string[];
}

/** Who made what. A series that is named by a letter and a digit is in `serialNames`. */
export const modelMakers: readonly ModelMaker[] = [
  { maker: "anthropic", words: ["anthropic", "claude"], doubtful: ["Opus", "Sonnet", "Haiku"] },
  { maker: "openai", words: ["openai", "chatgpt", "gpt", "codex", "davinci"], doubtful: [] },
  { maker: "google", words: ["gemini", "gemma", "deepmind"], doubtful: ["Google", "Bard", "PaLM"] },
  { maker: "meta", words: ["llama", "codellama", "tinyllama"], doubtful: ["Meta"] },
  {
    maker: "mistral",
    words: ["mistral", "mistralai", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral"],
    doubtful: [],
  },
  { maker: "alibaba", words: ["qwen", "qwq", "qvq", "tongyi", "alibaba"], doubtful: [] },
  { maker: "deepseek", words: ["deepseek"], doubtful: [] },
  { maker: "xai", words: ["x.ai"], doubtful: ["Grok", "xAI"] },
  { maker: "moonshot", words: ["moonshotai", "kimi"], doubtful: ["Moonshot"] },
  { maker: "zhipu", words: ["glm", "chatglm", "zhipu", "zhipuai", "z.ai"], doubtful: ["Zai"] },
  { maker: "microsoft", words: ["wizardlm"], doubtful: ["Phi", "Microsoft"] },
  { maker: "nvidia", words: ["nemotron"], doubtful: ["NVIDIA"] },
  { maker: "cohere", words: ["command-r"], doubtful: ["Cohere", "Aya"] },
  { maker: "amazon", words: [], doubtful: ["Nova", "Titan"] },
  { maker: "ai21", words: ["ai21", "jamba"], doubtful: [] },
  { maker: "ibm", words: [], doubtful: ["Granite"] },
  { maker: "allenai", words: ["allenai", "olmo", "tulu"], doubtful: [] },
  { maker: "minimax", words: [], doubtful: ["MiniMax"] },
  { maker: "baidu", words: ["baidu"], doubtful: ["Ernie"] },
  { maker: "tencent", words: ["tencent", "hunyuan"], doubtful: [] },
  { maker: "bytedance", words: ["bytedance", "doubao"], doubtful: [] },
  { maker: "lg", words: ["exaone"], doubtful: [] },
];

/** `o1`, `o3-mini`, `o4-mini-deep-research`: OpenAI's series without a word. Lower case alone, and never an option. */
export const serialNames = "o[1-9](?:-(?:mini|nano|pro|preview|high|low|deep|research|\\d{4}|\\d{2}))*";
