// The worker's bundle in a context that has nothing but the language, as JavaScriptCore without a page.

import {createContext, runInContext} from 'node:vm';

import {build} from 'esbuild';
import {beforeAll, describe, expect, it} from 'vitest';

import {examples} from '../../gallery/examples';
import {renderSvgText} from '../text_in_text_out';

const context = createContext({});

beforeAll(async () => {
  const made = await build({
    entryPoints: ['src/worker/index.ts'], bundle: true, write: false, format: 'iife', globalName: 'kebaoCharts', target: 'es2020',
    define: {'process.env.NODE_ENV': '"production"'}, logLevel: 'error',
  });
  runInContext(made.outputFiles[0]!.text, context);
}, 60_000);

const call = (name: string, ...texts: string[]): string =>
  runInContext(`kebaoCharts.${name}(${texts.map((text) => JSON.stringify(text)).join(',')})`, context) as string;

describe('the bundle for the worker', () => {
  it('finds no page, no timers and no console', () => {
    expect(runInContext('[typeof window, typeof self, typeof document, typeof process].join()', createContext({})))
      .toBe('undefined,undefined,undefined,undefined');
    expect(runInContext('[typeof window, typeof self, typeof document].join()', context)).toBe('undefined,undefined,undefined');
  });

  it('draws the same bytes as elsewhere', () => {
    for (const kind of ['line', 'stacked_bar', 'province_map', 'word_cloud']) {
      const spec = JSON.stringify(examples('zh').find((one) => one.kind === kind));
      const options = '{"width":600,"target":"rsvg"}';
      expect(call('renderSvg', spec, options) === renderSvgText(spec, options), kind).toBe(true);
    }
  });

  it('takes the metrics of its host', () => {
    const spec = JSON.stringify({kind: 'bar', categories: ['aaaa aaaa', 'b'], series: [{name: 'n', values: [1, 2]}]});
    const before = call('renderSvg', spec, '{"width":200}');
    runInContext('kebaoCharts.setMeasureText((text, font) => 40 * text.length)', context);
    const after = call('renderSvg', spec, '{"width":200}');
    runInContext('kebaoCharts.setMeasureText(null)', context);
    expect(after).not.toBe(before);
    expect(call('renderSvg', spec, '{"width":200}')).toBe(before);
  });

  it('warms up with a chart that nothing is wrong with', () => {
    expect(call('warmUp')).toBe('');
  });

  it('answers what is wrong as text', () => {
    expect(JSON.parse(call('check', '{"kind":"bar"}', '{}'))).toEqual({ok: true});
    expect(JSON.parse(call('renderSvg', 'null', '{}')).problems[0].place).toBe('chart');
    expect(JSON.parse(call('nativeChart', JSON.stringify(examples('en')[0]), '{}')).native.kind).toBe('line');
  });
});
