import {describe, expect, it} from 'vitest';

import {contrast, inkOn, luminance, paletteOf, shade, type Palette} from './theme';

const MODES = ['light', 'dark'] as const;
const palette = (mode: 'light' | 'dark'): Palette => paletteOf({mode, language: 'en', width: 1});

// Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), severity 1.
const DEFICIENCIES = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
type Three = [number, number, number];
const linearOf = (hex: string): Three => [1, 3, 5].map((at) => {
  const value = parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}) as Three;
const seen = (rgb: Three, matrix: number[][]): Three =>
  matrix.map((row) => Math.min(1, Math.max(0, row[0]! * rgb[0] + row[1]! * rgb[1] + row[2]! * rgb[2]))) as Three;

/** CIE L*a*b* of linear sRGB, white D65. */
function lab([r, g, b]: Three): Three {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const distance = (a: Three, b: Three): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe('colours', () => {
  it.each(MODES)('are told apart by colour-blind readers (%s)', (mode) => {
    const {highlights, good, bad} = palette(mode);
    const pairs = [[highlights[0], highlights[1]], [highlights[0], highlights[2]], [highlights[1], highlights[2]], [good, bad]] as const;
    for (const [name, matrix] of Object.entries(DEFICIENCIES)) {
      for (const [a, b] of pairs) {
        expect(distance(lab(seen(linearOf(a), matrix)), lab(seen(linearOf(b), matrix))), `${name} ${a} ${b}`).toBeGreaterThan(15);
      }
    }
  });

  it.each(MODES)('stand out from the paper (%s)', (mode) => {
    const {highlights, good, bad, ink, inkSoft, paper} = palette(mode);
    for (const color of [...highlights, good, bad]) expect(contrast(color, paper), color).toBeGreaterThanOrEqual(2.95);
    for (const color of [ink, inkSoft, good, bad]) expect(contrast(color, paper), color).toBeGreaterThanOrEqual(4.5);
  });

  it.each(MODES)('of scales run one way, so that a grey print keeps the order (%s)', (mode) => {
    const {scaleNeutral, scaleGood, scaleBad} = palette(mode);
    for (const scale of [scaleNeutral, scaleGood, scaleBad]) {
      const steps = scale.map(luminance);
      expect(steps).toEqual([...steps].sort((a, b) => (mode === 'light' ? b - a : a - b)));
    }
  });

  it('carry texts that can be read', () => {
    for (const mode of MODES) {
      const {highlights, greys, scaleNeutral, scaleGood, scaleBad} = palette(mode);
      for (const fill of [...highlights, ...greys, ...scaleNeutral, ...scaleGood, ...scaleBad]) {
        expect(contrast(fill, inkOn(fill)), fill).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('mix along a scale', () => {
    expect(shade(['#000000', '#ffffff'], 0)).toBe('#000000');
    expect(shade(['#000000', '#ffffff'], 0.5)).toBe('#808080');
    expect(shade(['#000000', '#ffffff'], 7)).toBe('#ffffff');
  });
});
