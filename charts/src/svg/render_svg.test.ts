// What holds for every kind, on the gallery's examples.

import {createHash} from 'node:crypto';

import {afterEach, describe, expect, it} from 'vitest';

import {examples} from '../../gallery/examples';
import {KINDS, readChart} from '../spec/read';
import {nativeChartText, renderSvgText} from '../text_in_text_out';
import {readSvgOptions} from './options';
import {renderSvg} from './render_svg';

const draw = (json: object, options: object = {}) => renderSvg(readChart(json), readSvgOptions({width: 680, ...options}));
const ALL = [...examples('zh').map((one) => ['zh-CN', one] as const), ...examples('en').map((one) => ['en', one] as const)];
const FIRST = KINDS.map((kind) => examples('en').find((one) => one.kind === kind)!);

const TAG = /^<(\/[a-zA-Z]+|[a-zA-Z]+(\s+[\w:-]+="[^"<]*")*\s*\/?)>$/;
const brokenTag = (svg: string): string | undefined => svg.match(/<[^>]*>/g)?.find((tag) => !TAG.test(tag));

/** A copy in which every text that is shown is replaced by the next of `texts`. */
function withTexts(value: unknown, next: () => string, key = ''): unknown {
  const KEPT = ['kind', 'format', 'role', 'id'];
  if (typeof value === 'string') return KEPT.includes(key) || /^\d{4}-\d\d-\d\d$/.test(value) ? value : next();
  if (Array.isArray(value)) return value.map((item) => withTexts(item, next, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTexts(item, next, name)]));
}

function* roundAbout(texts: readonly string[], from: number): Generator<string, never> {
  for (let i = from; ; i++) yield texts[i % texts.length]!;
}

// Long tests that never wait would keep the runner from hearing of each other.
afterEach(() => new Promise((done) => setTimeout(done)));

describe('every kind', () => {
  it('has an example', () => {
    expect(new Set(ALL.map(([, one]) => one.kind))).toEqual(new Set(KINDS));
  });

  it('is drawn as it was when somebody last looked', () => {
    const hashes = ALL.map(([language, one]) => {
      const {svg} = draw(one, {language});
      expect(svg.match(/NaN|undefined|Infinity|\[object/), one.id).toBeNull();
      return `${one.id} ${language} ${createHash('sha256').update(svg).digest('hex').slice(0, 16)}`;
    });
    expect(hashes.join('\n')).toMatchSnapshot();
  });

  it('gives the same bytes again, with ids that begin as asked', () => {
    for (const one of FIRST) {
      const svg = draw(one, {id_prefix: 'c7'}).svg;
      expect(draw(one, {id_prefix: 'c7'}).svg === svg, one.id).toBe(true);
      for (const [, id] of svg.matchAll(/ id="([^"]*)"/g)) expect(id).toMatch(/^c7/);
      expect(svg.match(/<style|class="|ecmeta/), one.id).toBeNull();
    }
  });

  it('is well-formed: nothing that the renderer writes ends an attribute', () => {
    for (const one of FIRST) {
      const {svg} = draw(one);
      expect(brokenTag(svg), one.id).toBeUndefined();
      expect(svg.split('</').length - 1, one.id).toBe([...svg.matchAll(/<[a-zA-Z][^>]*[^/]>/g)].length);
    }
  });

  it('is written for librsvg without what that does not know', () => {
    for (const one of FIRST) {
      expect(draw(one, {target: 'rsvg'}).svg.match(/dominant-baseline|filter=/), one.id).toBeNull();
    }
  });

  it('describes itself to those who cannot see it', () => {
    expect(draw({...FIRST[0]!, summary: 'Down <2%> & "up"'}).svg)
      .toContain('role="img" aria-label="Down &#60;2%&#62; &#38; &#34;up&#34;"');
  });

  const HOSTILE = [
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</text></svg><script>', "' onload='alert(1)", '{a|b}{c} ${x} %s',
    'مرحبا بالعالم', '\u202Eright to left', '👩‍💻🇨🇳👨‍👩‍👧‍👦', '长'.repeat(10_000), 'x'.repeat(10_000), '', '\u0000\u0008\ud800', ']]>',
    '__proto__', 'constructor', '0',
  ];
  it.each([0, 5, 11])('stands hostile texts, beginning with the one at %i', (from) => {
    for (const one of FIRST) {
      const texts = roundAbout(HOSTILE, from);
      const svg = draw(withTexts(one, () => texts.next().value) as object).svg.replace(/ aria-label="[^"]*"/, '');
      expect(brokenTag(svg), one.id).toBeUndefined();
      expect(svg.match(/<(script|img)|<[^>]*\son\w+=/), one.id).toBeNull();
      expect(svg.length, one.id).toBeLessThan(600_000);
      expect(svg.includes('长'.repeat(200)), one.id).toBe(false);
    }
  });

  it('reaches into no prototype', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    // eslint-disable-next-line guard-for-in
    for (const key in {}) throw new Error(`every object has ${key}`);
    expect(Object.keys(Object)).toEqual([]);
  });

  it('stands no rows, one row, only gaps, and values at the ends of all numbers', () => {
    for (const kind of KINDS) {
      const name = kind === 'calendar' ? '2026-03-01' : 'a';
      const roles = ['low', 'lower_quartile', 'median', 'upper_quartile', 'high', 'current', 'forecast'];
      const series = (value: number | null, categories: string[]) => roles.map((role) => ({
        name: role, role, format: 'integer', values: categories.map(() => value), texts: [], incomplete: [],
      }));
      const specs = [[], [name]].flatMap((categories) => (categories.length > 0 ? [null, 0, 1e300, 1e-300] : [0]).map((value) => ({
        kind, categories, rows: ['r'], links: [], totals: categories.map((_, i) => i), series: series(value, categories),
      })));
      for (const spec of specs) {
        const {svg} = draw(spec, {language: 'en'});
        expect(svg.match(/.{0,80}(NaN|Infinity)/)?.[0], `${kind} ${JSON.stringify(spec.series[0]?.values)}`).toBeUndefined();
        if (spec.categories.length === 0 || spec.series[0]!.values[0] === null) expect(svg).toContain('No data in this period');
      }
    }
  });

  it('fits narrow and wide, low and high frames; lower than can be read it is drawn higher', () => {
    for (const one of FIRST) {
      for (const [width, height] of [[120, 90], [1600, 900], [700, 40]] as const) {
        const drawing = draw(one, {width, height});
        const readable = draw(one, {width}).height;
        expect(drawing.width).toBe(width);
        expect(drawing.height, one.id).toBeGreaterThanOrEqual(Math.min(readable * 0.6, height));
        expect(drawing.height, one.id).toBeLessThanOrEqual(Math.max(readable, height));
        expect(drawing.svg.match(/NaN|width="-|height="-/), one.id).toBeNull();
      }
    }
  });
});

describe('rows', () => {
  it('beyond what a page holds are left out with a statement', () => {
    const categories = Array.from({length: 500}, (_, i) => `agent ${i}`);
    const json = {kind: 'horizontal_bar', categories, series: [{name: 'n', values: categories.map((_, i) => 500 - i)}]};
    const {svg, notes, height} = draw(json, {max_rows: 30, language: 'en'});
    expect(notes).toContain('The first 30 of 500 are drawn');
    expect(svg).toContain('agent 29');
    expect(svg).not.toContain('agent 30<');
    expect(height).toBeLessThan(900);
  });
});

describe('texts in, texts out', () => {
  it('answer a drawing with its size and what it says of itself', () => {
    const answer = JSON.parse(renderSvgText(JSON.stringify(FIRST[0]), '{"width":500}'));
    expect(Object.keys(answer)).toEqual(['svg', 'width', 'height', 'notes']);
  });
  it('answer problems with place and words, never an exception', () => {
    for (const spec of ['', 'null', '{"kind":"line"', '{"kind":"x"}', '[]']) {
      const {problems} = JSON.parse(renderSvgText(spec, '{"language":"zh-CN"}'));
      expect(problems[0]).toMatchObject({place: expect.any(String), code: expect.any(String), text: expect.any(String)});
    }
    expect(JSON.parse(renderSvgText('{"kind":"bar"}', '{"mode":"pink"}')).problems[0]).toMatchObject({
      place: 'options.mode', code: 'unknown_name',
    });
    expect(JSON.parse(renderSvgText('{"kind":"bar"}', '{')).problems[0]).toMatchObject({place: 'options', code: 'syntax'});
    expect(JSON.parse(nativeChartText('{"kind":"sankey"}', '')).reason).toBe('no_native_form');
  });
});
