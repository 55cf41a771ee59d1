import {describe, expect, it} from 'vitest';

import {chartJson} from '../test_chart';
import {problemText, SpecError, type Problem} from './problem';
import {parseChart, readChart} from './read';

function problemsOf(json: unknown): readonly Problem[] {
  try {
    readChart(json);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}
const placesOf = (json: unknown) => problemsOf(json).map(({place, code}) => `${place} ${code}`);

describe('a spec that is wrong', () => {
  it('is refused with the place of every value', () => {
    const series = [
      {name: 'a', values: [1, 2]},
      {name: 'b', values: [NaN, Infinity]},
      {name: 'c', values: ['x', {}] as unknown as number[]},
    ];
    expect(placesOf(chartJson('line', ['x', 'y'], series))).toEqual([
      'series[1].values[0] not_finite', 'series[1].values[1] not_finite',
      'series[2].values[0] not_a_number', 'series[2].values[1] not_a_number',
    ]);
  });

  it('is refused where a number in the text is beyond all numbers', () => {
    expect(() => parseChart('{"kind":"bar","categories":["a"],"series":[{"values":[1e999]}]}'))
      .toThrow('series[0].values[0]: not a finite number');
  });

  it('is refused where lengths differ', () => {
    expect(placesOf(chartJson('bar', ['x', 'y', 'z'], [{name: 'a', values: [1]}]))).toEqual([
      'series[0].values wrong_length', 'series[0].texts wrong_length',
    ]);
  });

  it('is refused for a kind that nobody knows, naming those that are', () => {
    const [problem] = problemsOf(chartJson('pie3d', [], []));
    expect(problem?.code).toBe('unknown_name');
    expect(problemText(problem!, 'zh-CN')).toMatch(/^kind: 未知的值“pie3d”，可用：line, /);
  });

  it('is refused where it is no object at all', () => {
    for (const json of [null, [], 'text', 5, {}]) expect(problemsOf(json).length).toBeGreaterThan(0);
    expect(() => parseChart('{nope')).toThrow(/^chart: not JSON/);
  });

  it('names at most twenty places', () => {
    expect(problemsOf(chartJson('bar', ['a'], Array.from({length: 100}, () => ({name: '', values: [NaN]}))))).toHaveLength(20);
  });

  it('does not reach into what objects inherit', () => {
    expect(placesOf(JSON.parse('{"kind":"toString","categories":[],"series":[]}'))[0]).toBe('kind unknown_name');
    expect(readChart(JSON.parse('{"kind":"bar","__proto__":{"title":"x"},"categories":[],"series":[]}')).title).toBe('');
  });

  const refused: [string, object, string][] = [
    ['an event beyond the categories', chartJson('line', ['a'], [], {events: [{category: 1, label: ''}]}), 'events[0].category not_an_index'],
    ['a total that is not the sum', chartJson('stacked_bar', ['a'], [{name: 'x', values: [1]}, {name: 'y', values: [2]}, {name: 't', values: [4], role: 'total'}]), 'series[2].values[0] not_the_sum'],
    ['a slice below zero', chartJson('pie', ['a', 'b'], [{name: 'x', values: [1, -1]}]), 'series[0].values[1] negative'],
    ['a box whose median is above its quartile', chartJson('box_plot', ['a'], [['low', 1], ['lower_quartile', 2], ['median', 5], ['upper_quartile', 4], ['high', 6]].map(([role, value]) => ({name: '', role: role as string, values: [value as number]}))), 'series[3].values[0] not_ordered'],
    ['a box without its median', chartJson('box_plot', ['a'], [{name: '', role: 'low', values: [1]}]), 'series missing_role'],
    ['steps that do not lead to the level', chartJson('waterfall', ['a', 'b', 'c'], [{name: '', values: [10, 5, 16]}]), 'series[0].values[2] not_the_sum'],
    ['links that run in a circle', chartJson('sankey', ['a', 'b'], [], {links: [{from: 0, to: 1, value: 1, text: ''}, {from: 1, to: 0, value: 1, text: ''}]}), 'links[0] circle'],
    ['a link to itself', chartJson('sankey', ['a'], [], {links: [{from: 0, to: 0, value: 1, text: ''}]}), 'links[0] circle'],
    ['a day that no month has', chartJson('calendar', ['2026-02-30'], [{name: '', values: [1]}]), 'categories[0] not_a_date'],
    ['a day twice', chartJson('calendar', ['2026-02-03', '2026-02-03'], [{name: '', values: [1, 1]}]), 'categories[1] twice'],
    ['edges that do not rise', chartJson('histogram', ['a', 'b'], [{name: '', values: [1, 1]}], {edges: [0, 2, 2]}), 'edges[2] not_ordered'],
    ['one figure for a scatter', chartJson('scatter', ['a'], [{name: '', values: [1]}]), 'series missing_series'],
    ['a forecast above its limit', chartJson('forecast', ['a'], [{name: '', role: 'forecast', values: [3]}, {name: '', role: 'upper', values: [2]}]), 'series[1].values[0] not_ordered'],
    ['a scale upside down', chartJson('radar', ['a'], [{name: '', values: [1]}], {scales: [{low: 2, high: 1}]}), 'scales[0] not_ordered'],
    ['groups for some only', chartJson('treemap', ['a', 'b'], [{name: '', values: [1, 1]}], {groups: ['g']}), 'groups wrong_length'],
  ];
  it.each(refused)('is refused: %s', (_, json, place) => {
    expect(placesOf(json)).toContain(place);
  });
});

describe('a spec that is right', () => {
  it('keeps gaps, and takes no values for no data', () => {
    expect(readChart(chartJson('line', ['a', 'b'], [{name: '', values: [null, 1]}])).series[0]!.values).toEqual([null, 1]);
    for (const kind of ['line', 'pie', 'box_plot', 'waterfall', 'sankey', 'scatter', 'calendar', 'gauge']) {
      expect(placesOf(chartJson(kind, [], []))).toEqual([]);
    }
  });

  it('makes streams of a grid of rows and columns', () => {
    const spec = readChart(chartJson('sankey', ['done', 'left'], [{name: 'n', values: [3, null, 0, 2], texts: ['3', '', '0', '2']}], {rows: ['queue', 'bot']}));
    expect(spec.categories).toEqual(['queue', 'bot', 'done', 'left']);
    expect(spec.kind === 'sankey' && spec.links).toEqual([{from: 0, to: 2, value: 3, text: '3'}, {from: 1, to: 3, value: 2, text: '2'}]);
    expect(spec.series[0]!.name).toBe('n');
    expect(placesOf(chartJson('sankey', ['done'], [{name: '', values: [1]}], {rows: ['a', 'b']}))).toContain('series[0].values wrong_length');
    expect(placesOf(chartJson('sankey', ['done'], [{name: '', values: [-1]}], {rows: ['a']}))).toContain('links[0].value negative');
  });

  it('accepts a sum that is off by rounding, and one with an unknown part', () => {
    const series = (total: number, second: number | null) =>
      [{name: '', values: [0.1]}, {name: '', values: [second]}, {name: '', values: [total], role: 'total'}];
    expect(placesOf(chartJson('stacked_bar', ['a'], series(0.30000000000000004, 0.2)))).toEqual([]);
    expect(placesOf(chartJson('stacked_bar', ['a'], series(9, null)))).toEqual([]);
  });

  it('leaves unknown keys alone', () => {
    expect(placesOf(chartJson('line', [], [], {of_a_later_release: {a: 1}}))).toEqual([]);
  });

  it('loses what would turn round or break the texts beside it', () => {
    const spec = readChart(chartJson('bar', ['\u202Eevil\u0000', 'a\nb', '\ud800'], [{name: '', values: [1, 2, 3]}]));
    expect(spec.categories).toEqual(['evil ', 'a b', '\ufffd']);
  });
});
