// How a chart is to be drawn, as a host without a page says it.

import type {Theme} from '../look/theme';
import {Json} from '../spec/json';
import {Problems, SpecError} from '../spec/problem';

export interface SvgOptions {
  theme: Theme;
  /** Charts that grow with their rows stop here and say so; null: no limit. */
  mostRows: number | null;
  /** "rsvg": in the words of librsvg 2.54. */
  target: 'browser' | 'rsvg';
  /** Begins every id inside the drawing. */
  prefix: string;
}

const LEAST = 40;
const MOST = 10_000;
const DEFAULT_WIDTH = 760;

function size(json: Json): number | undefined {
  const value = json.number();
  return value === null ? undefined : Math.min(MOST, Math.max(LEAST, Math.round(value)));
}

/** `{mode, language, width, height, font_family, max_rows, target, id_prefix}`, all optional. */
export function readSvgOptions(json: unknown): SvgOptions {
  const problems = new Problems();
  const at = new Json(json ?? {}, 'options', problems);
  if (!at.isObject) problems.add('options', 'not_an_object');
  const fontFamily = at.at('font_family').text();
  const height = size(at.at('height'));
  const options: SvgOptions = {
    theme: {
      mode: at.at('mode').oneOf(['light', 'dark'] as const, 'light'),
      language: at.at('language').text('zh-CN'),
      width: size(at.at('width')) ?? DEFAULT_WIDTH,
      ...(height === undefined ? {} : {height}),
      ...(fontFamily === '' ? {} : {fontFamily}),
    },
    mostRows: at.at('max_rows').number(),
    target: at.at('target').oneOf(['browser', 'rsvg'] as const, 'browser'),
    prefix: at.at('id_prefix').text('k').replace(/[^\w-]/g, '') || 'k',
  };
  if (problems.list.length > 0) throw new SpecError(problems.list);
  return options;
}
