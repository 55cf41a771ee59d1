// Stand-ins for what the report's C++ side does: figures with their texts, as they come in a document.

import type {NumberFormat} from '../src/spec/spec';
import {plainNumber} from '../src/text/language';

export type Language = 'zh' | 'en';
export type Say = (zh: string, en: string) => string;

export interface JsonSeries {
  name: string;
  format: NumberFormat;
  values: (number | null)[];
  texts: string[];
  incomplete: boolean[];
  role: string;
}

function duration(seconds: number, language: Language): string {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (language === 'zh') return minutes > 0 ? `${minutes} 分 ${String(rest).padStart(2, '0')} 秒` : `${rest} 秒`;
  return minutes > 0 ? `${minutes}m ${String(rest).padStart(2, '0')}s` : `${rest}s`;
}

export function textOf(value: number | null, format: NumberFormat, language: Language): string {
  if (value === null) return '–';
  switch (format) {
    case 'percent_1': return `${plainNumber(value * 100, 1)}%`;
    case 'percent_points_1':
      return `${value > 0 ? '+' : ''}${plainNumber(value * 100, 1)}${language === 'zh' ? ' 百分点' : ' pp'}`;
    case 'duration': return duration(value, language);
    case 'money': return plainNumber(value / 100, 2);
    case 'decimal_1': return plainNumber(value, 1);
    case 'decimal_2': return plainNumber(value, 2);
    case 'integer': return plainNumber(value);
  }
}

export function seriesOf(
  language: Language, name: string, format: NumberFormat, values: (number | null)[], more: Partial<JsonSeries> = {},
): JsonSeries {
  return {name, format, values, texts: values.map((value) => textOf(value, format, language)), incomplete: [], role: '', ...more};
}

/** The same "random" numbers in every run (Park–Miller). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** "03-01", "03-02" … */
export const daysOfMarch = (count: number): string[] =>
  Array.from({length: count}, (_, i) => `03-${String(i + 1).padStart(2, '0')}`);

export const openAfter = (count: number, from: number): boolean[] => Array.from({length: count}, (_, i) => i >= from);
