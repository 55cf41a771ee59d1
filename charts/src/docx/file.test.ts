import {describe, expect, it} from 'vitest';

import type {Block, ChartBlock, Figure, Report, Shade} from '../office/report';
import {figure, membersOf, options, pngHead, report, table, textsIn, unframed} from '../office/test_report';
import {chartJson} from '../test_chart';
import {plan, write} from './file';

const made = (from: Report, ...pictures: Uint8Array[]): Map<string, string> =>
  membersOf(unframed(write(JSON.stringify(from), options(), ...pictures)).file);
const texts = (members: Map<string, string>): string[] => textsIn(members.get('word/document.xml')!, 'w:t');
const chart = (kind: string): ChartBlock => chartJson(kind, ['2025-11-01', '2025-11-02'],
  [{name: 'Now', values: [1, null]}, {name: 'Before', values: [2, 2], role: 'previous'}]) as ChartBlock;
const kpis: Block = {type: 'kpi_row', items: [{
  label: 'CSAT', value: figure(0.771, '77.1%', {n: 3150}), change: figure(-0.028, '-2.8 pp', {tone: 'bad'}), change_label: 'vs previous',
}]};

describe('a text document', () => {
  it('shows every figure as the report says it', () => {
    const members = made(report([kpis, {type: 'paragraph', text: 'CSAT fell.'}, table(40)]));
    expect(texts(members)).toEqual(expect.arrayContaining(['CSAT', '77.1%', 'n = 3,150', 'CSAT fell.', 'agent-39.', '3902']));
    expect(members.get('word/document.xml')).toContain('<w:tblHeader');
    expect(textsIn(members.get('word/footer1.xml')!, 'w:t')).toEqual(expect.arrayContaining(['Page ', ' of ']));
  });

  it('has headings and linked contents', () => {
    const members = made(report([], {sections: [
      {id: 'a', title: 'First', blocks: [{type: 'heading', level: 2, text: 'Inside'}]}, {id: 'b', title: 'Second', blocks: [table(1)]}]}));
    const body = members.get('word/document.xml')!;
    for (const [style, text] of [['Heading1', 'First'], ['Heading2', 'Inside'], ['Heading2', 'Agents']]) {
      expect(body).toMatch(new RegExp(`w:val="${style}"(?:(?!</w:p>).)*${text}`));
    }
    expect(body.match(/<w:hyperlink[^>]*w:anchor/g)!.length).toBeGreaterThanOrEqual(4);
    // Opens without a question, and gets its page numbers when the reader updates it: \\n would keep them out.
    expect(members.get('word/settings.xml')).not.toContain('updateFields');
    expect(body).not.toContain('w:dirty="true"');
    expect(/<w:instrText[^>]*>(TOC [^<]*)</.exec(body)![1]).toBe('TOC \\h \\o &quot;1-2&quot; \\z');
  });

  it('has charts that can be edited, and pictures of the others', () => {
    const grid = {...chart('heat_map'), rows: ['Mon'], categories: ['0'], series: [{name: 'n', format: 'integer', values: [7], texts: ['seven']}]} as ChartBlock;
    const from = report([chart('line'), grid]);
    expect(JSON.parse(plan(JSON.stringify(from), options())).charts).toEqual([1]);
    const members = made(from, pngHead(760, 300));
    expect(textsIn(members.get('word/charts/chart1.xml')!, 'c:v')).toEqual(['Now', '11-01', '11-02', '1', 'Before', '11-01', '11-02', '2', '2']);
    expect([...members.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(1);
    expect(members.get('word/document.xml')).toContain('descr="A sentence."');
    expect(texts(made(from))).toContain('seven');
  });

  it('shades cells as their conditional formats say, and says what became of data bars', () => {
    const shaded = table(1, 2);
    const cell = (shade: Shade): Figure => ({...figure(1, 'one'), shade});
    shaded.rows = [{scale: 4}, {scale: -1}, {bar: 100}, {tone: 'bad' as const}].map((shade) => ['name', cell(shade)]);
    shaded.formats = [{column: 'c1', kind: 'data_bar'}];
    const from = report([shaded]);
    const body = made(from).get('word/document.xml')!;
    for (const fill of ['98C4B9', 'F9EDE6', '8FB3DC']) expect(body, fill).toContain(`w:fill="${fill}"`);
    expect(body).toMatch(/<w:b\/>(?:(?!<\/w:r>).)*>one</);
    expect(unframed(write(JSON.stringify(from), options())).notices).toEqual(['1 bars']);
  });

  it('lays wide tables across, and their heading with them', () => {
    const wide = table(2, 16);
    wide.columns.forEach((column, i) => { column.title = `A longer title ${i}`; });
    const body = (made(report([table(1), {type: 'heading', level: 2, text: 'Wide'}, wide, table(1)]))).get('word/document.xml')!;
    const [, across = ''] = body.split('<w:sectPr');
    expect(across).toContain('>Wide<');
    expect(body.match(/w:orient="landscape"/g)).toHaveLength(1);
  });

  it('is the same bytes every time', () => {
    const blocks = [kpis, chart('line'), table(5)];
    const from = JSON.stringify(report(blocks, {sections: [{id: 'a', title: 'A', blocks}, {id: 'b', title: 'B', blocks}]}));
    const first = write(from, options());
    made(report([chart('bar')]));
    expect(Buffer.from(write(from, options())).equals(Buffer.from(first))).toBe(true);
  });

  it('takes what no page can hold, says so, and says where there is nothing', () => {
    const long = 'long '.repeat(10_000);
    const from = report([{type: 'paragraph', text: long}, {...chart('bar'), title: long}, table(0)], {title: long});
    expect(unframed(write(JSON.stringify(from), options())).notices[0]).toMatch(/shortened/);
    expect(texts(made(report([table(0)])))).toContain('&lt;no_rows&gt;');
    expect(texts(made(report([], {sections: []})))).toContain('&lt;no_rows&gt;');
  });
});
