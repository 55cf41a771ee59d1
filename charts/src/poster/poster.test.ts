import {describe, expect, it} from 'vitest';

import type {Block, ChartBlock} from '../office/report';
import {figure, options, report} from '../office/test_report';
import {chartJson} from '../test_chart';
import {posterOf} from './poster';

const kpis = (count: number): Block => ({type: 'kpi_row', items: Array.from({length: count}, (_, i) => ({
  label: `Figure ${i}`, value: figure(i, `${i}00`), change: figure(-0.1, '-10.0%', {tone: i === 1 ? 'bad' : 'neutral'}), change_label: 'vs previous',
}))});
const chart = (kind: string, title: string): ChartBlock => chartJson(kind, ['a', 'b', 'c'], [{name: 'n', values: [1, 2, 3]}], {title}) as ChartBlock;
const drawn = (...blocks: Block[]): ReturnType<typeof posterOf> => posterOf(JSON.stringify(report(blocks)), options());
const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]!);

describe('the picture for a chat', () => {
  it('shows title, figures with their change, conclusions and at most two charts', () => {
    const {svg, width, notes} = drawn(kpis(4), {type: 'paragraph', text: 'Complaints rose.', tone: 'bad'},
      chart('line', 'One'), chart('heat_map', 'Not small'), chart('bar', 'Two'), chart('bar', 'Three'));
    expect(width).toBe(1080);
    expect(notes).toEqual([]);
    expect(texts(svg)).toEqual(expect.arrayContaining(['Report', '2025-11', 'Figure 3', '300', '▼ -10.0%', 'Complaints rose.', 'One', 'Two']));
    for (const absent of ['Not small', 'Three']) expect(texts(svg)).not.toContain(absent);
  });

  it('sets nothing smaller than a telephone can show', () => {
    const sizes = [...drawn(kpis(8), chart('line', 'One')).svg.replace(/<g transform[\s\S]*?<\/svg><\/g>/g, '').matchAll(/font-size="(\d+)"/g)].map((match) => Number(match[1]));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
  });

  it('grows with what it shows, and is the same every time', () => {
    expect(drawn(kpis(8)).height).toBeGreaterThan(drawn(kpis(2)).height + 300);
    expect(drawn(kpis(2), chart('line', 'One'))).toEqual(drawn(kpis(2), chart('line', 'One')));
  });

  it('cuts a sentence that is too long, but never within a number', () => {
    for (let letters = 1; letters < 12; letters += 1) {
      const text = `${'x'.repeat(letters)} ${'figures at 1,234,567.8; '.repeat(60)}`;
      const cut = texts(drawn({type: 'paragraph', text}).svg).find((one) => one.endsWith('…'))!;
      expect(cut).toMatch(/(^|\s)(x+|figures|at|1,234,567\.8;|[a-z]*)…$/);
    }
  });

  it('says what it leaves out, and where there is nothing', () => {
    const broken = {...chart('pie', 'Broken'), series: [{name: 'n', format: 'integer' as const, values: [-1, 2, 3], texts: ['', '', '']}]};
    const {notes, svg} = drawn(kpis(1), broken as ChartBlock, chart('bar', 'Whole'));
    expect(notes[0]).toMatch(/^Broken left out: /);
    expect(texts(svg)).toContain('Whole');
    expect(texts(drawn().svg)).toContain('&#60;no_rows&#62;');
  });

  it('takes long and odd texts', () => {
    const long = '汉字 & <b> "x" '.repeat(700);
    const {svg, height} = posterOf(JSON.stringify(report([{type: 'paragraph', text: long}], {title: long, subtitle: long})), options());
    expect(height).toBeLessThan(1200);
    expect(svg).not.toMatch(/<b>/);
  });
});
