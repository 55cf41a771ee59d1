import {describe, expect, it} from 'vitest';

import {chartHeight, chartOption} from './option';
import {renderSvg} from './render_svg';
import {firstCategories, readChart} from './spec';
import {chartJson} from './test_chart';
import {paletteOf, type Theme} from './theme';

const LIGHT: Theme = {mode: 'light', language: 'zh-CN', width: 800};
const palette = paletteOf(LIGHT);

// The options are ECharts' loosely typed trees.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const optionOf = (json: object, theme = LIGHT): any => chartOption(readChart(json), theme);

describe('lines', () => {
  it('highlight at most three series and mute the rest', () => {
    const series = ['a', 'b', 'c', 'd', 'e'].map((name) => ({name, values: [1, 2]}));
    const colors = optionOf(chartJson('line', ['x', 'y'], series)).series.map((one: any) => one.color);
    expect(colors).toEqual([...palette.highlights, palette.muted, palette.muted]);
  });

  it('differ without colour', () => {
    const series = ['a', 'b', 'c', 'd'].map((name) => ({name, values: [1, 2]}));
    const looks = optionOf(chartJson('line', ['x', 'y'], series)).series
      .map((one: any) => JSON.stringify([one.lineStyle.type, one.symbol]));
    expect(new Set(looks).size).toBe(4);
  });

  it('draw the comparison muted and dashed, without taking a highlight', () => {
    const option = optionOf(chartJson('line', ['x', 'y'], [
      {name: 'before', values: [1, 2], role: 'previous'}, {name: 'now', values: [2, 3]},
    ]));
    expect(option.series[0].color).toBe(palette.muted);
    expect(option.series[0].lineStyle.type).toEqual([4, 4]);
    expect(option.series[1].color).toBe(palette.highlights[0]);
  });

  it('dash the stretch that ends in an incomplete point', () => {
    const option = optionOf(chartJson('line', ['a', 'b', 'c', 'd'], [
      {name: 'now', values: [1, 2, 3, 4], incomplete: [false, false, false, true]},
    ]));
    const values = option.series.map((one: any) => one.data.map((point: any) => point.value));
    expect(values).toEqual([[1, 2, 3, null], [null, null, 3, 4]]);
    expect(option.series[1].lineStyle.type).toEqual([3, 3]);
  });

  it('show a point that has no neighbours', () => {
    const values = Array.from({length: 40}, (_, i) => (i === 20 ? 5 : null));
    const option = optionOf(chartJson('line', values.map(String), [{name: 'now', values}]));
    expect(option.series[0].data[20].symbolSize).toBeGreaterThan(0);
  });

  it('give every format an axis of its own', () => {
    const option = optionOf(chartJson('line', ['a'], [
      {name: 'n', values: [10]}, {name: 'rate', values: [0.5], format: 'percent_1'},
    ]));
    expect(option.yAxis.map((axis: any) => axis.position)).toEqual(['left', 'right']);
    expect(option.series.map((one: any) => one.yAxisIndex)).toEqual([0, 1]);
  });
});

describe('bars', () => {
  it('start at zero', () => {
    expect(optionOf(chartJson('bar', ['a', 'b'], [{name: 'n', values: [95, 97]}])).yAxis[0].min).toBe(0);
  });

  it('take the colours of good and bad from the direction of the metric', () => {
    const colors = (up: boolean) => optionOf(chartJson('horizontal_bar', ['a', 'b'], [{name: 'n', values: [1, -1]}],
      {up_is_good: up})).series[0].data.map((item: any) => item.itemStyle.color);
    expect(colors(true)).toEqual([palette.good, palette.bad]);
    expect(colors(false)).toEqual([palette.bad, palette.good]);
  });

  it('hatch what is incomplete and the second series', () => {
    const option = optionOf(chartJson('bar', ['a', 'b'], [
      {name: 'n', values: [1, 2], incomplete: [false, true]}, {name: 'm', values: [1, 2]},
    ]));
    const isHatched = (item: any) => item.itemStyle.decal !== undefined;
    expect(option.series[0].data.map(isHatched)).toEqual([false, true]);
    expect(option.series[1].data.map(isHatched)).toEqual([true, true]);
  });

  it('label bars with the texts of the document', () => {
    const option = optionOf(chartJson('bar', ['a'], [{name: 'n', values: [1], texts: ['{c} 1.0']}]));
    expect(option.series[0].label.formatter({dataIndex: 0})).toBe('{c} 1.0');
  });

  it('keep the order of the rows from top to bottom and grow with them', () => {
    const spec = (n: number) => readChart(chartJson('horizontal_bar', Array.from({length: n}, String), [
      {name: 'n', values: Array.from({length: n}, () => 1)},
    ]));
    expect((chartOption(spec(3), LIGHT) as any).yAxis.inverse).toBe(true);
    expect(chartHeight(spec(500))).toBeGreaterThan(500 * 18);
    expect(firstCategories(spec(500), 32).series[0]!.values).toHaveLength(32);
  });
});

describe('heat maps', () => {
  const load = (more: object = {}) => chartJson('heat_map', ['00', '01'], [{name: 'n', values: [1, 2, null, 4]}],
    {rows: ['Mon', 'Tue'], ...more});

  it('place the values row by row and leave unknown cells empty', () => {
    expect(optionOf(load()).series[0].data.map((cell: any) => cell.value))
      .toEqual([[0, 0, 1], [1, 0, 2], [0, 1, '-'], [1, 1, 4]]);
  });

  it('darken in one direction, in the hue of the metric', () => {
    expect(optionOf(load()).visualMap.inRange.color).toEqual(palette.scaleNeutral);
    expect(optionOf(load({up_is_good: false})).visualMap.inRange.color).toEqual(palette.scaleBad);
    const lightness = (hex: string) =>
      [1, 3, 5].reduce((sum, at, i) => sum + parseInt(hex.slice(at, at + 2), 16) * [0.299, 0.587, 0.114][i]!, 0);
    for (const scale of [palette.scaleNeutral, palette.scaleGood, palette.scaleBad]) {
      const steps = scale.map(lightness);
      expect(steps).toEqual([...steps].sort((a, b) => b - a));
    }
  });

  it('show texts only where cells have room', () => {
    expect(optionOf(load()).series[0].label.show).toBe(true);
    expect(optionOf(load(), {...LIGHT, width: 60}).series[0].label.show).toBe(false);
  });
});

describe('every chart', () => {
  const KINDS = ['line', 'bar', 'horizontal_bar', 'heat_map'];

  it('describes itself to those who cannot see it', () => {
    for (const kind of KINDS) {
      const option = optionOf(chartJson(kind, ['a'], [{name: 'n', values: [1]}], {rows: ['r']}));
      expect(option.aria.label.description).toBe('A sentence.');
    }
  });

  it('puts the text and the comparison into its tooltip', () => {
    const option = optionOf(chartJson('line', ['Mon'], [
      {name: 'now', values: [1], texts: ['1 h']}, {name: 'before', values: [2], texts: ['2 h'], role: 'previous'},
    ]));
    expect(option.tooltip.formatter([{dataIndex: 0}])).toBe('Mon\nnow  1 h\nbefore  2 h');
  });

  it('draws SVG in both modes', () => {
    for (const kind of KINDS) {
      for (const mode of ['light', 'dark'] as const) {
        const json = chartJson(kind, ['a', 'b'], [{name: '满意度', values: [1, 2]}], {rows: ['r']});
        expect(renderSvg(json, {...LIGHT, mode})).toMatch(/^<svg[\s\S]*<\/svg>$/);
      }
    }
  });

  it('survives no rows, no series, one point, and values that are no numbers', () => {
    const bad = [NaN, Infinity, 'x', null, {}] as unknown as number[];
    for (const kind of KINDS) {
      for (const json of [
        chartJson(kind, [], []), chartJson(kind, ['a'], []), chartJson(kind, [], [{name: 'n', values: []}]),
        chartJson(kind, ['a'], [{name: 'n', values: [7]}], {rows: ['r']}),
        chartJson(kind, ['a', 'b', 'c', 'd', 'e'], [{name: 'n', values: bad}], {rows: ['r']}),
        chartJson(kind, ['a', 'b'], [{name: 'n', values: [-1e300, 1e300]}], {rows: ['r']}),
        chartJson(kind, ['a', 'b'], [{name: 'n', values: [0, 0]}], {rows: ['r']}),
        {}, [], null,
      ]) {
        expect(renderSvg(json, LIGHT)).toContain('</svg>');
      }
    }
  });

  it('says so where nothing is known', () => {
    const json = chartJson('bar', ['a'], [{name: 'n', values: [null]}]);
    expect(renderSvg(json, LIGHT)).toContain('此期间没有数据');
    expect(renderSvg(json, {...LIGHT, language: 'en'})).toContain('No data in this period');
  });

  it('shortens labels of ten thousand letters and keeps markup harmless', () => {
    for (const kind of KINDS) {
      for (const text of ['长'.repeat(10000), '</text><script>alert(1)</script>', '{a|b}{c}', '\u202Eevil', '👩‍💻']) {
        const json = chartJson(kind, [text, 'b'], [{name: text, values: [1, 2], texts: [text, text]}, {name: text, values: [1, 2]}],
          {rows: [text]});
        const svg = renderSvg(json, LIGHT);
        expect(svg).not.toContain('<script');
        expect(svg).not.toContain('长'.repeat(100));
      }
    }
  });
});
