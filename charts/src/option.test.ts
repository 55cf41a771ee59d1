import {describe, expect, it} from 'vitest';

import {paletteOf, type Theme} from './look/theme';
import {chartHeight, chartOption, drawChart} from './option';
import {firstRows} from './sampled';
import {readChart} from './spec/read';
import {chartJson, drawnSvg} from './test_chart';

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

  it('name days without their year where they would be cut', () => {
    const days = ['2025-10-27', '2025-11-03', '2025-11-10', '2025-11-17', '2025-11-24'];
    const shown = (width: number, categories: string[]) => {
      const json = chartJson('line', categories, [{name: 'now', values: categories.map(() => 1)}]);
      return categories.map(optionOf(json, {...LIGHT, width}).xAxis.axisLabel.formatter);
    };
    expect(shown(320, days)).toEqual(['10-27', '11-03', '11-10', '11-17', '11-24']);
    expect(shown(1200, days)).toEqual(days);
    expect(shown(200, days)).toEqual(['10-27', '11-03', '11-10', '11-17', '11-24']);
    expect(shown(360, ['2025-12-22', '2025-12-29', '2026-01-05', '2026-01-12', '2026-01-19'])[2]).toBe('26-01-05');
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
    expect(chartHeight(spec(500), LIGHT)).toBeGreaterThan(500 * 18);
    const {spec: first, note} = firstRows(spec(500), 32, 'en');
    expect(first.series[0]!.values).toHaveLength(32);
    expect(note).toBe('The first 32 of 500 are drawn');
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

describe('marks upon charts', () => {
  const days = Array.from({length: 10}, (_, i) => `d${i}`);
  const line = (more: object) => chartJson('line', days, [{name: 'n', values: days.map((_, i) => i)}], more);

  it('say what is known to have happened, in the drawing and in the tooltip', () => {
    const json = line({events: [{category: 3, label: 'Outage'}]});
    expect(drawnSvg(json, LIGHT)).toContain('Outage');
    expect(optionOf(json).tooltip.formatter([{dataIndex: 3}])).toContain('Outage');
    expect(optionOf(json).tooltip.formatter([{dataIndex: 2}])).not.toContain('Outage');
  });

  it('count the events whose label finds no room', () => {
    const events = days.flatMap((_, category) => [1, 2].map(() => ({category, label: 'a label that takes much room'})));
    const {notes} = drawChart(readChart(line({events})), {...LIGHT, width: 300, language: 'en'});
    expect(notes.join()).toMatch(/\d+ more events without a label/);
  });

  it('hold the target within the axis and name it', () => {
    const json = line({targets: [{value: 40, text: '40', label: 'Target'}]});
    expect(optionOf(json).yAxis[0].max).toBeGreaterThanOrEqual(40);
    expect(drawnSvg(json, LIGHT)).toContain('Target 40');
  });

  it('say that something is not complete', () => {
    const json = chartJson('line', ['a', 'b'], [{name: 'n', values: [1, 2], incomplete: [false, true]}]);
    expect(drawnSvg(json, LIGHT)).toContain('数据尚未完整');
  });
});

describe('many points', () => {
  const count = 20_000;
  const values = Array.from({length: count}, (_, i) => (i === 7777 ? 1000 : i === 9999 ? -1000 : i % 10)) as (number | null)[];
  values.fill(null, 12_000, 13_000);
  const json = chartJson('line', values.map(String), [{name: 'n', values}]);

  it('are sampled with a statement, keeping extremes and gaps', () => {
    const {option, notes} = drawChart(readChart(json), {...LIGHT, language: 'en'});
    const drawn = (option as any).series[0].data.map((point: any) => point.value);
    expect(drawn.length).toBeLessThan(2000);
    expect(drawn).toContain(1000);
    expect(drawn).toContain(-1000);
    expect(drawn).toContain(null);
    expect(notes[0]).toMatch(/^Sampled: [\d,]+ of 20,000 points/);
  });

  it('keep their own names', () => {
    const option = chartOption(readChart(json), LIGHT) as any;
    const at = option.series[0].data.findIndex((point: any) => point.value === 1000);
    expect(option.xAxis.data[at]).toBe('1000');
  });
});
