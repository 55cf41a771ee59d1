import {describe, expect, it} from 'vitest';

import {runsOf} from './linked';

const LINK = 'https://kebao.example.com/f/a-b';
const bound = (text: string, begin: number, link?: string): object => ({raw: 1, text, format: 'integer', at: [begin, Array.from(text).length], provenance: {metric: 'm', ...(link ? {link} : {})}});
const sentence = (text: string, figures: object[], more: object = {}) => ({type: 'paragraph' as const, text, figures: figures as never, ...more});

describe('a sentence as runs', () => {
  it('links its figures where they stand, counted in characters', () => {
    expect(runsOf(sentence('😀 满意度 93.4%，n = 30。', [bound('30', 16, LINK), bound('93.4%', 6, LINK)]))).toEqual([
      {text: '😀 满意度 '}, {text: '93.4%', link: LINK}, {text: '，n = '}, {text: '30', link: LINK}, {text: '。'},
    ]);
  });

  it('is one run without addresses', () => {
    expect(runsOf(sentence('up 5', [bound('5', 3)]))).toEqual([{text: 'up 5'}]);
    expect(runsOf(sentence('', []))).toEqual([{text: ''}]);
  });

  it('does not link words that stand in the place of figures', () => {
    expect(runsOf(sentence('something else', [bound('5', 3, LINK)]))).toEqual([{text: 'something else'}]);
    expect(runsOf(sentence('my 5 words', [bound('5', 3, LINK)], {edit: {generated: 'up 5'}}))).toEqual([{text: 'my 5 words'}]);
  });
});
