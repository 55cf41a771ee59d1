import {readXlsx} from 'hucre/xlsx';
import {describe, expect, it} from 'vitest';

import {pivots, type PivotJob} from './pivots';

const JOB: PivotJob = {
  sheet: '明细', range: 'A1:D1001', host: '透视',
  fields: [{title: '编号', texts: []}, {title: '客服', texts: ['王芳', '=1+1', '<b>&"']}, {title: '渠道', texts: ['电话']}, {title: '会话数', texts: []}],
  tables: [
    {name: 'count', place: 'A4', rows: 1, columns: 2, values: 3, aggregate: 'sum', title: '会话'},
    {name: 'mean', place: 'H4', rows: 1, columns: 2, values: 3, aggregate: 'average', title: '平均'},
  ],
};

describe('pivots', () => {
  it('reads the true range and holds every text of the axes', async () => {
    const book = await readXlsx(await pivots(JSON.stringify(JOB)));
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['透视', '明细']);
    const caches = JSON.stringify(book);
    expect(caches).toContain('A1:D1001');
    for (const text of ['王芳', '=1+1', '电话']) expect(caches).toContain(text);
  });

  it('refuses a field that is not there', async () => {
    const tables = [{...JOB.tables[0]!, rows: 9}];
    await expect(pivots(JSON.stringify({...JOB, tables}))).rejects.toThrow('no field 9');
  });
});
