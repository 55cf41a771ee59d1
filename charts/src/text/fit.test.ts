import {describe, expect, it} from 'vitest';

import {fitText, widestText, wrapText} from './fit';
import {setMeasureText, textWidth} from './measure';

describe('labels', () => {
  it('count wide letters as twice as wide', () => {
    expect(textWidth('客服', 12)).toBe(24);
    expect(textWidth('ab', 10)).toBeCloseTo(11.81);
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

  it('never tear a letter made of several code points', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(fitText(family.repeat(20), 60, 12)).toMatch(new RegExp(`^(${family})+…$`, 'u'));
  });

  it('are cut quickly, however long they are', () => {
    const started = performance.now();
    fitText('长'.repeat(1_000_000), 100, 12);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('break between CJK letters and after spaces, not before closing punctuation', () => {
    expect(wrapText('售后技术支持二组', 50, 12, 3)).toEqual(['售后技术', '支持二组']);
    expect(wrapText('After-sales technical support', 80, 12, 3)).toEqual(['After-sales', 'technical', 'support']);
    expect(wrapText('客户等待，投诉', 48, 12, 3)[0]).not.toMatch(/^，/);
    expect(wrapText('一二三四五六七八', 36, 12, 2)[1]).toMatch(/…$/);
  });
});

describe('a host with fonts of its own', () => {
  it('decides how wide a text is, unless it says nonsense', () => {
    setMeasureText(() => 7);
    expect(textWidth('客服', 12)).toBe(7);
    setMeasureText(() => NaN);
    expect(textWidth('客服', 12)).toBe(24);
    setMeasureText(null);
    expect(textWidth('客服', 12)).toBe(24);
  });
});
