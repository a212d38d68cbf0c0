import { describe, expect, test } from "vitest";
import { parseModels } from "../../src/catalog/read-models.js";

const text = `models:
  heron:
    model: anthropic/claude-tern-1
    family: Tern
    reasoning: {budgetTokens: 4096}
    price: {input: 3, output: 15, cacheRead: 0.3}
  local:
    model: openai-chat/tern:8b
    baseUrl: http://127.0.0.1:8000/v1
    extra: {top_k: 40}
`;

const keyless =
  "expected a URL without a user, a password, ? or #, such as http://127.0.0.1:8000/v1; a key goes into an environment variable";

describe("models.yaml", () => {
  test("entries by name", () => {
    expect(parseModels(text, "models.yaml")).toEqual({
      ok: true,
      value: new Map([
        [
          "heron",
          {
            model: "anthropic/claude-tern-1",
            family: "Tern",
            reasoning: { budgetTokens: 4096 },
            price: { input: 3, output: 15, cacheRead: 0.3 },
          },
        ],
        [
          "local",
          { model: "openai-chat/tern:8b", baseUrl: "http://127.0.0.1:8000/v1", extra: { top_k: 40 } },
        ],
      ]),
    });
  });

  test.each([
    [
      "models: {a: {model: openai/x, temprature: 1}}",
      ["models.yaml:1 models.a.temprature: unknown field, expected none here"],
    ],
    [
      "models: {a: {model: tern-1}}",
      [
        'models.yaml:1 models.a.model: expected provider/name, such as anthropic/claude-opus-4-5, got "tern-1"',
      ],
    ],
    [
      "models: {a: {model: antropic/x}}",
      [
        'models.yaml models.a.model: expected one of anthropic, openai, openai-chat, scripted, replay before the slash, got "antropic/x"',
      ],
    ],
    [
      "models:\n  a: {model: openai/x, temperature: 3}",
      ["models.yaml:2 models.a.temperature: expected number to be <=2, got 3"],
    ],
    [
      'models:\n  a: {model: openai/x, baseUrl: "https://ines:hunter22@h/v1"}\n  b: {model: openai/x, baseUrl: "https://h/v1?key=hunter22"}\n  c: {model: openai/x, baseUrl: "h/v1#hunter22"}\n',
      [
        `models.yaml:2 models.a.baseUrl: ${keyless}, got "https://[removed]@h/v1"`,
        `models.yaml:3 models.b.baseUrl: ${keyless}, got "https://h/v1?[removed]"`,
        'models.yaml:4 models.c.baseUrl: expected a URL such as http://127.0.0.1:8000/v1, got "h/v1#[removed]"',
      ],
    ],
    [
      "models: {a: {model: openai/x, keyVariable: sk-hunter22}}",
      [
        'models.yaml:1 models.a.keyVariable: expected the name of an environment variable, such as MY_KEY, got "[removed]"',
      ],
    ],
    ["models: {}\nmodels: {}", ["models.yaml:2 : expected valid YAML: Map keys must be unique"]],
    ["", ["models.yaml:1 : expected object, got null"]],
  ])("%j", (faulty, problems) => {
    const loaded = parseModels(faulty, "models.yaml");
    const told = loaded.ok
      ? []
      : loaded.problems.map(({ file, field, message }) => `${file} ${field}: ${message}`);
    expect(told).toEqual(problems);
  });
});
