// What is particular to a kind, as far as it can be said without looking.

import {describe, expect, it} from 'vitest';

import {PROVINCES, provinceNamed} from '../drawn/provinces';
import {squarify} from '../drawn/squarify';
import {placeWords} from '../drawn/word_layout';
import {paletteOf, type Theme} from '../look/theme';
import {chartOption, drawChart} from '../option';
import {readChart} from '../spec/read';
import type {WaterfallChart} from '../spec/spec';
import {chartJson, drawnSvg, type TestSeries} from '../test_chart';
import {textWidth} from '../text/measure';
import {placeAmong} from './histogram';
import {stepsOf} from './waterfall';

const LIGHT: Theme = {mode: 'light', language: 'en', width: 800};
const palette = paletteOf(LIGHT);
// The options are ECharts' loosely typed trees.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const optionOf = (json: object, theme = LIGHT): any => chartOption(readChart(json), theme);
const byRole = (...values: [string, number | null][]): TestSeries[] =>
  values.map(([role, value]) => ({name: role, role, values: [value], texts: [`${role}!`]}));

describe('stacks', () => {
  const series = [
    {name: 'a', values: [1, 2]}, {name: 'b', values: [3, 4]}, {name: 'all', values: [4, 6], texts: ['four', 'six'], role: 'total'},
  ];
  it('show the total of the report above, not a sum of their own', () => {
    const svg = drawnSvg(chartJson('stacked_bar', ['x', 'y'], series), LIGHT);
    expect(svg).toContain('>four<');
    expect(svg).toContain('>six<');
  });
  it('do not count the total as a part', () => {
    for (const kind of ['stacked_bar', 'stacked_area', 'stacked_horizontal_bar']) {
      const option = optionOf(chartJson(kind, ['x', 'y'], series));
      const parts = option.series.filter((one: any) => /^\d+$/.test(one.name));
      expect(parts).toHaveLength(2);
      const axis = [option.xAxis, option.yAxis].flat().find((one: any) => one.type === 'value');
      expect(axis.max).toBeGreaterThanOrEqual(6);
      expect(axis.max).toBeLessThan(10);
    }
  });
});

describe('lines', () => {
  it('fill what lies below them only down to zero', () => {
    const fillOf = (values: number[]) => {
      const option = optionOf(chartJson('line', ['x', 'y'], [{name: 'n', values}]));
      return [[option.yAxis].flat()[0].min, option.series[0].areaStyle?.opacity ?? 0];
    };
    expect(fillOf([10, 100])).toEqual([0, 0.07]);
    const [lifted, fill] = fillOf([180, 220]);
    expect(lifted).toBeGreaterThan(0);
    expect(fill).toBe(0);
  });
});

describe('combos', () => {
  it('draw the first format as bars and the others as lines on their own axis', () => {
    const option = optionOf(chartJson('combo', ['a'], [{name: 'n', values: [1]}, {name: 'r', values: [0.5], format: 'percent_1'}]));
    expect(option.series.map((one: any) => [one.type, one.yAxisIndex])).toEqual([['bar', 0], ['line', 1]]);
  });
});

describe('pies', () => {
  it('highlight three slices and name all', () => {
    const svg = drawnSvg(chartJson('pie', ['one', 'two', 'three', 'four', 'five'], [{name: 'n', values: [5, 4, 3, 2, 1]}]), LIGHT);
    for (const name of ['one', 'two', 'three', 'four', 'five']) expect(svg).toContain(`>${name}<`);
    for (const color of palette.highlights) expect(svg.split(`fill="${color}"`).length, color).toBe(2);
  });
  it('add the share and the total as the report has them', () => {
    const svg = drawnSvg(chartJson('doughnut', ['a', 'b'], [
      {name: 'n', values: [1, 1], texts: ['1', '1']}, {name: 's', values: [0.5, 0.5], texts: ['50.0%', '50.0%'], role: 'share'},
      {name: 'all', values: [2, null], texts: ['two', '–'], role: 'total'},
    ]), LIGHT);
    expect(svg).toContain('1 · 50.0%');
    expect(svg).toContain('>two<');
  });
});

describe('waterfalls', () => {
  const json = (upIsGood: boolean | null) => chartJson('waterfall', ['a', 'b', 'c', 'd'],
    [{name: 'n', values: [10, 5, -3, 12]}], {up_is_good: upIsGood});
  it('climb from level to level', () => {
    expect(stepsOf(readChart(json(null)) as WaterfallChart)).toEqual([
      {from: 0, to: 10, isTotal: true}, {from: 10, to: 15, isTotal: false}, {from: 15, to: 12, isTotal: false},
      {from: 0, to: 12, isTotal: true},
    ]);
  });
  it('take their colours from the direction of the metric', () => {
    const fills = (svg: string) => [palette.good, palette.bad].map((color) => svg.indexOf(`fill="${color}"`));
    const [good, bad] = fills(drawnSvg(json(true), LIGHT));
    expect(good).toBeLessThan(bad!);
    const [goodDown, badDown] = fills(drawnSvg(json(false), LIGHT));
    expect(badDown).toBeLessThan(goodDown!);
  });
});

describe('control charts', () => {
  it('ring and name what stands out', () => {
    const days = ['a', 'b', 'c'];
    const json = chartJson('control', days, [
      {name: 'n', role: 'current', values: [1, 9, 1]}, {name: 'mean', role: 'center', values: [2, 2, 2], texts: ['2', '2', 'two']},
      {name: 'low', role: 'lower', values: [0, 0, 0]}, {name: 'high', role: 'upper', values: [4, 4, 4]},
    ], {anomalies: [{category: 1, text: 'Outage'}], up_is_good: false});
    const svg = drawnSvg(json, LIGHT);
    expect(svg).toContain('>Outage<');
    expect(svg).toContain('>mean two<');
    expect(svg).toContain(`stroke="${palette.bad}"`);
    expect(optionOf(json).tooltip.formatter([{dataIndex: 1}])).toContain('Outage');
  });
});

describe('forecasts', () => {
  it('start at the last known point, and shade the range', () => {
    const json = chartJson('forecast', ['a', 'b', 'c'], [
      {name: 'n', role: 'current', values: [1, 2, null]}, {name: 'f', role: 'forecast', values: [null, null, 3]},
      {name: 'lo', role: 'lower', values: [null, null, 2]}, {name: 'hi', role: 'upper', values: [null, null, 4]},
    ]);
    const drawn = optionOf(json).series.find((one: any) => one.name === '1');
    expect(drawn.data.map((point: any) => point.value)).toEqual([null, 2, 3]);
    expect(drawn.lineStyle.type).toEqual([5, 3]);
  });
});

describe('gauges and bullets', () => {
  it('judge by target and direction', () => {
    const colorOf = (value: number, upIsGood: boolean | null) =>
      drawnSvg(chartJson('gauge', ['x'], byRole(['current', value], ['target', 5]), {up_is_good: upIsGood}), LIGHT);
    expect(colorOf(6, true)).toContain(palette.good);
    expect(colorOf(6, false)).toContain(palette.bad);
    expect(colorOf(6, null)).not.toContain(palette.bad);
  });
  it('say a value that is beyond the scale', () => {
    const svg = drawnSvg(chartJson('gauge', ['x'], byRole(['current', 900], ['band', 5])), LIGHT);
    expect(svg).toContain('>current!<');
    expect(svg).not.toContain('NaN');
  });
});

describe('histograms', () => {
  it('place marks between the edges of unequal bins', () => {
    expect(placeAmong([0, 10, 100], 5)).toBe(0.5);
    expect(placeAmong([0, 10, 100], 55)).toBe(1.5);
    expect(placeAmong([0, 10, 100], 101)).toBeNull();
  });
});

describe('treemaps', () => {
  it('divide the area in proportion, without overlap', () => {
    const sizes = [6, 6, 4, 3, 2, 2, 1];
    const boxes = squarify(sizes, {x: 0, y: 0, width: 60, height: 40});
    boxes.forEach((box, i) => expect(box.width * box.height).toBeCloseTo(sizes[i]! * 100));
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        expect(Math.min(across, down)).toBeLessThan(1e-6);
      }
    }
  });
});

describe('the map of provinces', () => {
  it('has all 34, each on a tile of its own', () => {
    expect(PROVINCES).toHaveLength(34);
    expect(new Set(PROVINCES.map((one) => `${one.column},${one.row}`)).size).toBe(34);
    expect(new Set(PROVINCES.map((one) => one.code)).size).toBe(34);
  });
  it('knows them by any of their names', () => {
    for (const name of ['广东', '广东省', 'Guangdong', 'guangdong province', '44', '440000', 'GD']) {
      expect(provinceNamed(name)?.code, name).toBe('44');
    }
    expect(provinceNamed('内蒙古自治区')?.code).toBe('15');
    expect(provinceNamed('香港特别行政区')?.code).toBe('81');
    expect(provinceNamed('海外')).toBeUndefined();
  });
  it('says which regions it cannot place', () => {
    const {notes} = drawChart(readChart(chartJson('province_map', ['广东', '海外'], [{name: 'n', values: [1, 2]}])), LIGHT);
    expect(notes).toEqual(['Not on the map (1): 海外']);
  });
});

describe('word clouds', () => {
  const words = Array.from({length: 80}, (_, i) => ({text: `词语${i}`, size: 40 - Math.floor(i / 3), isBold: false}));
  it('place words inside and none upon another', () => {
    const placed = placeWords(words, 800, 400);
    expect(placed.length).toBeGreaterThan(60);
    for (const [i, a] of placed.entries()) {
      expect(a.x - textWidth(a.text, a.size) / 2).toBeGreaterThanOrEqual(0);
      for (const b of placed.slice(i + 1)) {
        const across = Math.abs(a.x - b.x) - (textWidth(a.text, a.size) + textWidth(b.text, b.size)) / 2;
        const down = Math.abs(a.y - b.y) - (a.size + b.size) / 2;
        expect(Math.max(across, down), `${a.text} ${b.text}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
  it('are the same every time', () => {
    expect(placeWords(words, 500, 300)).toEqual(placeWords(words, 500, 300));
  });
  it('say how many words found no room', () => {
    const many = Array.from({length: 300}, (_, i) => `a rather long expression ${i}`);
    const {notes} = drawChart(readChart(chartJson('word_cloud', many, [{name: 'n', values: many.map((_, i) => 300 - i)}])), LIGHT);
    expect(notes[0]).toMatch(/^\d+ of 300 words drawn$/);
  });
});
