import {describe, expect, it} from 'vitest';

import {examples} from '../../gallery/examples';
import {paletteOf, type Theme} from '../look/theme';
import {readChart} from '../spec/read';
import {chartJson} from '../test_chart';
import {nativeChart} from './native_chart';

const LIGHT: Theme = {mode: 'light', language: 'en', width: 600};
const nativeOf = (json: object) => {
  const projection = nativeChart(readChart(json), LIGHT);
  if (!projection.native) throw new Error(projection.reason);
  return projection.native;
};

describe('native charts', () => {
  it('are offered where they say the same', () => {
    const kinds = Object.fromEntries(examples('zh').map((one) =>
      [one.kind, nativeChart(readChart(one), LIGHT).native?.kind ?? null]));
    expect(kinds).toMatchObject({
      line: 'line', area: 'area', stacked_area: 'area', stacked_bar: 'column', horizontal_bar: 'bar', combo: 'column',
      pie: 'pie', doughnut: 'doughnut', radar: 'radar', scatter: 'scatter', histogram: 'column', funnel: 'bar',
      waterfall: 'column', control: 'line', forecast: 'line', sparkline: 'line', stacked_horizontal_bar: 'bar',
      heat_map: null, box_plot: null, gauge: null, bullet: null, treemap: null, sankey: null, calendar: null,
      province_map: null, word_cloud: null,
    });
  });

  it('carry the values and texts of the spec, untouched', () => {
    for (const example of examples('en')) {
      const spec = readChart(example);
      const {native} = nativeChart(spec, LIGHT);
      if (!native || spec.kind === 'waterfall') continue;
      expect(native.categories).toEqual(spec.categories);
      for (const series of native.series) {
        const source = spec.series.find((one) => one.name === series.name && one.format === series.format);
        expect(source?.values).toEqual(series.values);
        expect(source?.texts).toEqual(series.texts);
      }
    }
  });

  it('leave out the total of a stack, whose parts already make it', () => {
    const native = nativeOf(chartJson('stacked_bar', ['x'], [{name: 'a', values: [1]}, {name: 'b', values: [2]}, {name: 't', values: [3], role: 'total'}]));
    expect(native.isStacked).toBe(true);
    expect(native.series.map((one) => one.name)).toEqual(['a', 'b']);
  });

  it('lift the steps of a waterfall by a part that is not seen', () => {
    const native = nativeOf(chartJson('waterfall', ['a', 'b', 'c', 'd'], [{name: 'n', values: [10, 5, -3, 12]}], {up_is_good: true}));
    expect(native.series[0]).toMatchObject({isHidden: true, values: [0, 10, 12, 0]});
    expect(native.series[1]!.values).toEqual([10, 5, 3, 12]);
    const {good, bad} = paletteOf(LIGHT);
    expect(native.series[1]!.pointColors.slice(1, 3)).toEqual([good, bad]);
  });

  it('are refused where a picture says it better', () => {
    const below = chartJson('waterfall', ['a', 'b', 'c'], [{name: 'n', values: [1, -3, -2]}]);
    expect(nativeChart(readChart(below), LIGHT)).toEqual({native: null, reason: 'no_native_form'});
    const three = ['integer', 'percent_1', 'duration'].map((format) => ({name: format, format, values: [1]}));
    expect(nativeChart(readChart(chartJson('line', ['a'], three)), LIGHT)).toEqual({native: null, reason: 'too_many_axes'});
    expect(nativeChart(readChart(chartJson('bar', [], [])), LIGHT)).toEqual({native: null, reason: 'no_data'});
  });
});
