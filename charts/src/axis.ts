// Value axes: ticks at round numbers of the unit people speak in (minutes, hours, percent), and their labels.
// Figures themselves are never formatted here: they bring their text.

import type {NumberFormat} from './spec';

interface Unit {
  size: number;
  /** Round steps, in this unit. */
  steps: readonly number[];
  suffix: {zh: string; en: string};
}

const DECIMAL_STEPS = [1, 2, 2.5, 5, 10];
const DURATION_UNITS: readonly Unit[] = [
  {size: 1, steps: [1, 2, 5, 10, 15, 20, 30], suffix: {zh: ' 秒', en: ' s'}},
  {size: 60, steps: [1, 2, 5, 10, 15, 20, 30], suffix: {zh: ' 分', en: ' min'}},
  {size: 3600, steps: [1, 2, 3, 4, 6, 12], suffix: {zh: ' 小时', en: ' h'}},
  {size: 86400, steps: DECIMAL_STEPS, suffix: {zh: ' 天', en: ' d'}},
];
const WANTED_TICKS = 5;

export interface Ticks {
  min: number;
  max: number;
  interval: number;
  label: (value: number) => string;
}

type Language = 'zh' | 'en';
const languageOf = (language: string): Language => (language.startsWith('zh') ? 'zh' : 'en');

function roundStep(rough: number, steps: readonly number[]): number {
  const fitting = steps.find((step) => step >= rough);
  if (fitting !== undefined) return fitting;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (DECIMAL_STEPS.find((step) => step * power >= rough) ?? 10);
}

function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (DECIMAL_STEPS.find((step) => step * power >= rough * 0.999999) ?? 10);
}

function unitOf(span: number): Unit {
  const fitting = DURATION_UNITS.filter((unit) => span >= 2 * unit.size);
  return fitting[fitting.length - 1] ?? DURATION_UNITS[0]!;
}

function number(value: number, language: Language, digits: number): string {
  return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en', {maximumFractionDigits: digits});
}

function compact(value: number, language: Language): string {
  if (language === 'zh' && Math.abs(value) >= 100000) return number(value / 10000, language, 2) + ' 万';
  if (language === 'en' && Math.abs(value) >= 1e6) return number(value / 1e6, language, 2) + 'M';
  return number(value, language, 3);
}

function stepFor(format: NumberFormat, span: number): {step: number; unit: Unit | null} {
  if (format !== 'duration') {
    const step = decimalStep(span / WANTED_TICKS);
    return {step: format === 'integer' ? Math.max(1, Math.round(step)) : step, unit: null};
  }
  const unit = unitOf(span);
  return {step: roundStep(span / WANTED_TICKS / unit.size, unit.steps) * unit.size, unit};
}

function labelOf(format: NumberFormat, unit: Unit | null, language: Language): Ticks['label'] {
  if (unit) {
    return (value) => (value === 0 ? '0' : number(value / unit.size, language, 2) + unit.suffix[language]);
  }
  if (format === 'percent_1' || format === 'percent_points_1') {
    return (value) => number(value * 100, language, 2) + (format === 'percent_1' ? '%' : ' pp');
  }
  if (format === 'money') return (value) => compact(value / 100, language);
  return (value) => compact(value, language);
}

function bounds(values: readonly (number | null)[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 1] : [low, high];
}

/**
 * Ticks that hold all values. They start at 0 unless `mayLift` (lines, never bars) and the values lie in the upper
 * part of the range, where a line from zero would look flat.
 */
export function ticksFor(
  values: readonly (number | null)[], format: NumberFormat, languageTag: string, mayLift: boolean,
): Ticks {
  const language = languageOf(languageTag);
  const [low, high] = bounds(values);
  const lifted = mayLift && low > 0 && low > 0.7 * high && high > low;
  const from = lifted ? low : Math.min(0, low);
  const to = Math.max(high, from === 0 && high <= 0 && low >= 0 ? 1 : high, lifted ? high : 0);
  const {step, unit} = stepFor(format, to - from || Math.abs(to) || 1);
  const min = Math.floor(from / step + 1e-9) * step;
  let max = Math.ceil(to / step - 1e-9) * step;
  if (format === 'percent_1' && high <= 1 && max > 1) max = 1;
  if (max <= min) max = min + step;
  return {min, max, interval: step, label: labelOf(format, unit, language)};
}
