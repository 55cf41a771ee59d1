// @vitest-environment jsdom
import {beforeEach, describe, expect, it, vi} from 'vitest';

import {ChartsOfPage} from './charts';
import {joinWideTables, sheetsOf, splitWideTables} from './paper';
import {filterTable, sortTable, startTables} from './tables';
import {fill} from './texts';
import {tooltipElement} from './tooltip_view';

const row = (name: string, value: number | null) =>
  `<tr><th scope="row">${name}</th><td${value === null ? '' : ` data-v="${value}"`}>x</td></tr>`;

function page(rows: string): HTMLTableElement {
  document.documentElement.lang = 'zh-CN';
  document.body.innerHTML =
    `<div class="table-block"><div class="table-tools"></div><div class="table-scroll"><table class="data">
     <thead><tr><th class="text">Name</th><th class="num">N</th></tr></thead><tbody>${rows}</tbody></table></div></div>`;
  return document.querySelector('table')!;
}
const names = (table: HTMLTableElement) =>
  [...table.tBodies[0]!.rows].filter((one) => !one.hidden).map((one) => one.cells[0]!.textContent);

describe('tables', () => {
  let table: HTMLTableElement;
  beforeEach(() => {
    table = page(row('张三', 3) + row('李四', null) + row('安娜', 10) + row('王五', -1));
  });

  it('sort numbers by their raw values, unknown ones last either way', () => {
    sortTable(table, 1, false);
    expect(names(table)).toEqual(['安娜', '张三', '王五', '李四']);
    sortTable(table, 1, true);
    expect(names(table)).toEqual(['王五', '张三', '安娜', '李四']);
    expect(table.tHead!.rows[0]!.cells[1]!.getAttribute('aria-sort')).toBe('ascending');
  });

  it('sort Chinese names by pinyin', () => {
    sortTable(table, 0, true);
    expect(names(table)).toEqual(['安娜', '李四', '王五', '张三']);
  });

  it('sort from the most at the first click on a number', () => {
    startTables((key) => key);
    table.querySelectorAll<HTMLButtonElement>('button.sort')[1]!.click();
    expect(names(table)[0]).toBe('安娜');
    table.querySelectorAll<HTMLButtonElement>('button.sort')[1]!.click();
    expect(names(table)[0]).toBe('王五');
  });

  it('filter by what is written in a row', () => {
    expect(filterTable(table, ' 张')).toBe(1);
    expect(names(table)).toEqual(['张三']);
    expect(filterTable(table, '')).toBe(4);
  });

  it('offer a filter only where there are many rows', () => {
    startTables((key) => key);
    expect(document.querySelector('input')).toBeNull();
    page(Array.from({length: 30}, (_, i) => row(`n${i}`, i)).join(''));
    startTables((key) => (key === 'rows_shown' ? '{shown}/{rows}' : key));
    const input = document.querySelector('input')!;
    input.value = 'n1';
    input.dispatchEvent(new Event('input'));
    expect(document.querySelector('output')!.textContent).toBe('11/30');
  });
});

describe('paper', () => {
  it('deals columns evenly to as few sheets as hold them', () => {
    expect(sheetsOf(17, 12)).toEqual([[1, 9], [9, 17]]);
    expect(sheetsOf(12, 12)).toEqual([[1, 12]]);
  });

  it('prints wide tables in parts that all begin with the first column, and undoes it', () => {
    const cells = Array.from({length: 30}, (_, i) => `<td>${i}</td>`).join('');
    document.body.innerHTML = `<div class="table-scroll"><table class="data"><thead><tr>${cells}</tr></thead>
      <tbody><tr>${cells}</tr></tbody></table></div>`;
    splitWideTables();
    const parts = [...document.querySelectorAll('.paper-part table')] as HTMLTableElement[];
    expect(parts.map((one) => one.rows[0]!.cells.length)).toEqual([11, 11, 10]);
    expect(parts.map((one) => one.rows[1]!.cells[0]!.textContent)).toEqual(['0', '0', '0']);
    joinWideTables();
    expect(document.querySelectorAll('table')).toHaveLength(1);
    expect(document.querySelector('.is-split')).toBeNull();
  });
});

describe('charts', () => {
  const figure = (json: string) =>
    `<figure class="chart"><div class="chart-box"><div class="chart-frame"></div></div>
     <script type="application/json">${json}</script></figure>`;

  it('that cannot be drawn say why in their place, and the others are drawn', () => {
    vi.stubGlobal('ResizeObserver', class { observe() {} });
    vi.stubGlobal('matchMedia', () => ({matches: false}));
    document.documentElement.lang = 'en';
    document.body.innerHTML = figure('{"kind":"line","categories":["a"],"series":[{"name":"n","values":["x"]}]}') + figure('{nope') +
      figure('{"kind":"bar","categories":["a"],"series":[{"name":"n","values":[1],"texts":["one"]}]}') +
      figure('{"kind":"spiral","categories":["a"],"series":[{"name":"n","values":[1]}]}');
    new ChartsOfPage((key) => key).drawForScreen();
    const frames = [...document.querySelectorAll('.chart-frame')];
    expect(frames.map((frame) => frame.classList.contains('chart-problem'))).toEqual([true, true, false, true]);
    expect(frames[0]!.textContent).toBe('series[0].values[0]: not a number');
    expect(frames[2]!.querySelector('svg')?.textContent).toContain('one');
    expect(frames[3]!.textContent).toMatch(/^kind: unknown "spiral"; known: line/);
  });
});

describe('tooltips', () => {
  it('never read a text as HTML', () => {
    const text = '<img src=x onerror=alert(1)>';
    const element = tooltipElement(
      {title: text, lines: [{name: text, text, color: '#123456', isIncomplete: true}]}, 'not over');
    expect(element.querySelector('img')).toBeNull();
    expect(element.textContent).toContain('(not over)');
  });
});

describe('texts', () => {
  it('take named arguments and leave unknown ones', () => {
    expect(fill('{shown} of {rows} {x}', {shown: 1, rows: 2})).toBe('1 of 2 {x}');
  });
});
