import { describe, expect, it } from "vitest";
import { contrast, heatFills, inkOn, palette, panels } from "../../src/report/html/palette.js";
import { Outcome } from "../../src/schema/outcome.js";

type Triple = readonly [number, number, number];

const toLinear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function parse(colour: string): Triple {
  const part = (start: number): number => toLinear(Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

const apply = (matrix: readonly Triple[], [x, y, z]: Triple): Triple => {
  const [one = 0, two = 0, three = 0] = matrix.map(([a, b, c]) => a * x + b * y + c * z);
  return [one, two, three];
};

/** OKLab of a linear sRGB colour. Ottosson (2020), "A perceptual color space for image processing". */
function oklab(linear: Triple): Triple {
  const cones = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

/** How colours look at full severity. Machado, Oliveira and Fernandes (2009), IEEE TVCG 15, 1291-1298, on linear RGB. */
const visions: Readonly<Record<string, readonly Triple[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const clamp = (part: number): number => Math.min(Math.max(part, 0), 1);

function distance(one: string, other: string, vision: readonly Triple[]): number {
  const [left, right] = [one, other].map((colour) => {
    const [red, green, blue] = apply(vision, parse(colour));
    return oklab([clamp(red), clamp(green), clamp(blue)]);
  });
  if (left === undefined || right === undefined) return 0;
  return Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]);
}

const schemes = ["light", "dark"] as const;

describe("the colours of outcomes", () => {
  it.each(schemes)("stand out from the panel, and text from them, in %s", (scheme) => {
    const faint = Outcome.options.filter((outcome) => contrast(palette[outcome][scheme], panels[scheme]) < 3);
    const unreadable = Outcome.options.filter((outcome) => {
      const fill = palette[outcome][scheme];
      return contrast(inkOn(fill), fill) < 4.5;
    });
    expect({ faint, unreadable }).toEqual({ faint: [], unreadable: [] });
  });

  it.each(schemes.flatMap((scheme) => Object.keys(visions).map((vision) => [scheme, vision] as const)))(
    "differ by weave or to the eye: %s, %s",
    (scheme, vision) => {
      const alike = Outcome.options.flatMap((one, place) =>
        Outcome.options
          .slice(place + 1)
          .filter((other) => palette[one].weave === palette[other].weave)
          .filter(
            (other) => distance(palette[one][scheme], palette[other][scheme], visions[vision] ?? []) < 0.1,
          )
          .map((other) => `${one} ${other}`),
      );
      expect(alike).toEqual([]);
    },
  );

  it("measures black against white as WCAG and OKLab do", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
    expect(distance("#000000", "#ffffff", visions["normal"] ?? [])).toBeCloseTo(1, 4);
  });
});

describe("the steps of heat", () => {
  it.each(schemes)("go away from the panel, each readable, in %s", (scheme) => {
    const steps = heatFills[scheme].map((fill) => contrast(fill, panels[scheme]));
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(new Set(steps).size).toBe(6);
    expect(heatFills[scheme].filter((fill) => contrast(inkOn(fill), fill) < 4.5)).toEqual([]);
  });
});
