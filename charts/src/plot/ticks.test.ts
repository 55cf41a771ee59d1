import {describe, expect, it} from 'vitest';

import {ticksFor} from './ticks';

const labels = (values: number[], format: Parameters<typeof ticksFor>[1], language = 'zh-CN', mayLift = false) => {
  const {min, max, interval, label} = ticksFor(values, format, language, mayLift);
  const count = Math.round((max - min) / interval);
  return Array.from({length: count + 1}, (_, i) => label(min + i * interval));
};

describe('ticksFor', () => {
  it('counts in whole, round steps', () => {
    expect(labels([3], 'integer')).toEqual(['0', '1', '2', '3']);
    expect(labels([512], 'integer')).toEqual(['0', '200', '400', '600']);
  });

  it('speaks of durations in the unit that people use', () => {
    expect(labels([45], 'duration')).toEqual(['0', '10 秒', '20 秒', '30 秒', '40 秒', '50 秒']);
    expect(labels([290], 'duration', 'en')).toEqual(['0', '1 min', '2 min', '3 min', '4 min', '5 min']);
    expect(labels([6 * 3600], 'duration', 'en')).toEqual(['0', '2 h', '4 h', '6 h']);
    expect(labels([5 * 86400], 'duration')).toEqual(['0', '1 天', '2 天', '3 天', '4 天', '5 天']);
  });

  it('does not go beyond 100 %', () => {
    expect(labels([0.97], 'percent_1').at(-1)).toBe('100%');
  });

  it('lifts the start only where that is allowed and the values are close together', () => {
    expect(ticksFor([0.91, 0.96], 'percent_1', 'en', true).min).toBeGreaterThan(0.8);
    expect(ticksFor([0.91, 0.96], 'percent_1', 'en', false).min).toBe(0);
    expect(ticksFor([10, 96], 'integer', 'en', true).min).toBe(0);
  });

  it('holds negative values and zero', () => {
    const {min, max} = ticksFor([-0.03, 0.01], 'percent_points_1', 'en', false);
    expect(min).toBeLessThanOrEqual(-0.03);
    expect(max).toBeGreaterThanOrEqual(0.01);
  });

  it('writes large numbers as they are spoken', () => {
    expect(labels([1200000], 'integer').at(-1)).toBe('125 万');
    expect(labels([1200000], 'integer', 'en').at(-1)).toBe('1.25M');
    expect(labels([30000], 'money', 'en').at(-1)).toBe('300');
  });

  it('gives a sound axis for anything', () => {
    for (const values of [[], [0], [null], [-5], [1e-12], [1e300], [-1e300, 1e300]]) {
      const {min, max, interval} = ticksFor(values, 'decimal_1', 'en', true);
      expect(max).toBeGreaterThan(min);
      expect((max - min) / interval).toBeLessThan(20);
    }
  });
});
