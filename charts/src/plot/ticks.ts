// Value axes: ticks at round numbers of the unit people speak in (minutes, hours, percent), and their labels.
// Figures themselves are never formatted here: they bring their text.

import type {NumberFormat} from '../spec/spec';
import {languageOf, plainNumber, type Language} from '../text/language';

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

interface Magnitude {
  size: number;
  /** From which greatest value on it is used. */
  from: number;
  suffix: string;
}
const MAGNITUDES: Record<Language, readonly Magnitude[]> = {
  zh: [{size: 1e8, from: 1e8, suffix: ' 亿'}, {size: 1e4, from: 1e5, suffix: ' 万'}],
  en: [{size: 1e9, from: 1e9, suffix: 'B'}, {size: 1e6, from: 1e6, suffix: 'M'}, {size: 1e3, from: 1e5, suffix: 'K'}],
};

/** All ticks of an axis are in one magnitude. */
function compact(language: Language, size: number): Ticks['label'] {
  const magnitude = MAGNITUDES[language].find((one) => size >= one.from);
  if (!magnitude) return (value) => plainNumber(value, 3);
  return (value) => (value === 0 ? '0' : plainNumber(value / magnitude.size, 2) + magnitude.suffix);
}

function stepFor(format: NumberFormat, span: number): {step: number; unit: Unit | null} {
  if (format !== 'duration') {
    const step = decimalStep(span / WANTED_TICKS);
    return {step: format === 'integer' ? Math.max(1, Math.round(step)) : step, unit: null};
  }
  const unit = unitOf(span);
  return {step: roundStep(span / WANTED_TICKS / unit.size, unit.steps) * unit.size, unit};
}

function labelOf(format: NumberFormat, unit: Unit | null, language: Language, size: number): Ticks['label'] {
  if (unit) {
    return (value) => (value === 0 ? '0' : plainNumber(value / unit.size, 2) + unit.suffix[language]);
  }
  if (format === 'percent_1' || format === 'percent_points_1') {
    return (value) => plainNumber(value * 100, 2) + (format === 'percent_1' ? '%' : ' pp');
  }
  if (format !== 'money') return compact(language, size);
  const inUnits = compact(language, size / 100);
  return (value) => inUnits(value / 100);
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
  return {min, max, interval: step, label: labelOf(format, unit, language, Math.max(Math.abs(min), Math.abs(max)))};
}
