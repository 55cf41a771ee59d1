import {crc32 as crcOfZlib} from 'node:zlib';

import {describe, expect, it} from 'vitest';

import {toBase64} from './base64';
import {tableOfChart} from './chart_table';
import {nativeValue} from './native_number';
import {readReport, type ChartBlock} from './report';
import {groupColumns, linesOf} from './table_columns';
import {membersOf, report, table} from './test_report';
import {decodeUtf8, encodeUtf8} from './utf8';
import ZipArchive, {crc32} from './zip_archive';

describe('what office files share', () => {
  it('encodes texts as every other encoder', () => {
    const text = 'a é 客服 😀 \u0000' + '汉'.repeat(9000);
    expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    expect(encodeUtf8('\ud800')).toEqual(new TextEncoder().encode('\ufffd'));
    for (const length of [0, 1, 2, 3, 100]) {
      const bytes = Uint8Array.from({length}, (_, i) => (i * 37) & 255);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }
  });

  it('packs archives that are read back', () => {
    const archive = new ZipArchive();
    archive.folder('ppt').folder('slides').file('1.xml', '客服');
    archive.file('b.bin', Buffer.from('hello').toString('base64'), {base64: true});
    const members = membersOf(archive.toBytes());
    expect(Object.fromEntries(members)).toEqual({'ppt/slides/1.xml': '客服', 'b.bin': 'hello'});
    if (typeof crcOfZlib === 'function') expect(crc32(encodeUtf8('客服'))).toBe(crcOfZlib('客服'));
    expect(crc32(encodeUtf8('123456789'))).toBe(0xcbf43926);
  });

  it('takes out what would break a file', () => {
    const read = readReport(JSON.stringify(report([{type: 'paragraph', text: 'a\u0001b\u202ec\nd'}])));
    expect((read.sections[0]!.blocks[0] as {text: string}).text).toBe('a bc d');
  });

  it('has numbers in the units of spreadsheets', () => {
    expect(nativeValue(5400, 'duration')).toBe(0.0625);
    expect(nativeValue(12345, 'money')).toBe(123.45);
    expect(nativeValue(null, 'integer')).toBeNull();
  });

  it('shares wide tables out, each part with the first column', () => {
    const metrics = {size: 10, padding: 10, widest: 300};
    const groups = groupColumns(table(3, 60), metrics, 800);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.flatMap((group) => group.columns.slice(1))).toEqual(Array.from({length: 59}, (_, i) => i + 1));
    for (const group of groups) {
      expect(group.columns[0]).toBe(0);
      expect(group.widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(800);
    }
    const [only] = groupColumns(table(3), metrics, 800);
    expect(linesOf(['x'.repeat(1000), '', ''], only!, metrics)).toBeGreaterThan(5);
  });

  it('gives a chart as a table', () => {
    const chart = {type: 'chart', id: 'c', kind: 'heat_map', title: 'Load', category_title: 'Hour', categories: ['0', '1'], rows: ['Mon'],
      series: [{name: 'n', format: 'integer', values: [3, null], texts: ['3', '–']}], summary: ''} as ChartBlock;
    expect(tableOfChart(chart).rows).toEqual([['Mon', {raw: 3, text: '3', format: 'integer'}, {raw: null, text: '–', format: 'integer'}]]);
  });
});
