import {describe, expect, it} from 'vitest';

import {fitText, widestText, wrapText} from './fit';
import {textWidth} from './measure';

describe('labels', () => {
  it('count wide letters as twice as wide', () => {
    expect(textWidth('客服', 12)).toBe(24);
    expect(textWidth('ab', 10)).toBeCloseTo(11.6);
  });

  it('are cut at whole letters and marked', () => {
    expect(fitText('short', 100, 12)).toBe('short');
    const cut = fitText('欧阳阿卜杜拉提买买提明', 60, 12);
    expect(cut).toBe('欧阳阿卜…');
    expect(fitText('👩👩👩👩👩👩', 40, 12)).toMatch(/^(👩)+…$/u);
  });

  it('never need more room than they may have', () => {
    expect(widestText(['a', '客'.repeat(10000)], 12, 150)).toBe(150);
  });
});
