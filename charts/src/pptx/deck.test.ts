import {describe, expect, it} from 'vitest';

import type {Block, ChartBlock, Figure, Report, Shade} from '../office/report';
import {figure, membersOf, options, pngHead, report, table, textsIn, unframed} from '../office/test_report';
import {chartJson} from '../test_chart';
import {plan, write} from './deck';

const deckOf = async (made: Report, ...pictures: Uint8Array[]): Promise<Map<string, string>> =>
  membersOf(unframed(await write(JSON.stringify(made), options(), ...pictures)).file);
const partsOf = (members: Map<string, string>, pattern: RegExp): string[] => [...members].filter(([name]) => pattern.test(name)).map(([, text]) => text);
const slidesOf = (members: Map<string, string>): string[] => partsOf(members, /^ppt\/slides\/slide\d+\.xml$/);
const chartBlock = (kind: string, more: object = {}): ChartBlock => chartJson(kind, ['2025-11-01', '2025-11-02', '2025-11-03'],
  [{name: 'Now', values: [1, null, 3]}, {name: 'Before', values: [2, 2, 2], role: 'previous'}], more) as ChartBlock;

const kpis: Block = {type: 'kpi_row', items: [{
  label: 'CSAT', value: figure(0.771, '77.1%', {n: 315, interval: '95% interval 72% to 81%', provenance: {filters: 'period=2025-11'}}),
  change: figure(-0.028, '-2.8 pp', {tone: 'bad'}), change_label: 'vs previous', note: 'Ratings of 4 and 5 among all.',
}]};

describe('a deck', () => {
  it('shows every figure as the report says it, with the evidence in the notes', async () => {
    const members = await deckOf(report([kpis, {type: 'paragraph', text: 'CSAT fell.', tone: 'bad'}]));
    const [, tiles = '', points = ''] = slidesOf(members);
    expect(textsIn(tiles)).toEqual(expect.arrayContaining(['CSAT', '77.1%', '▼ -2.8 pp <worsened>'.replace(/[<>]/g, (x) => (x === '<' ? '&lt;' : '&gt;')), 'n = 315']));
    expect(textsIn(points)).toContain('CSAT fell.');
    const notes = textsIn(members.get('ppt/notesSlides/notesSlide2.xml')!);
    expect(notes).toEqual(expect.arrayContaining(['Ratings of 4 and 5 among all.', 'Query: period=2025-11']));
    expect(notes.join()).toContain('95% interval 72% to 81%');
  });

  it('shows names and formulas of definitions, and keeps their long parts in the notes', async () => {
    const items = Array.from({length: 3}, (_, i) => ({metric: `m${i}`, name: `Metric ${i}`, formula: `a ÷ ${i}`, details: `Clock of ${i}`}));
    const members = await deckOf(report([{type: 'definition_list', items}]));
    const slide = textsIn(slidesOf(members).at(-1)!);
    expect(slide).toEqual(expect.arrayContaining(['Metric 2', 'a ÷ 2']));
    expect(slide.join()).not.toContain('Clock');
    expect(textsIn(partsOf(members, /notesSlide\d+\.xml$/).at(-1)!).join('\n')).toContain('Metric 2: Clock of 2');
  });

  const agentsOn = (slides: string[]): string[] => slides.flatMap((slide) => textsIn(slide).filter((text) => text.startsWith('agent-')));

  it('goes on with a long table, the header on every slide, and cuts no row that fits', async () => {
    const slides = slidesOf(await deckOf(report([table(25)]))).slice(1);
    expect(slides).toHaveLength(2);
    expect(agentsOn(slides)).toEqual(Array.from({length: 25}, (_, i) => `agent-${i}.`));
    for (const slide of slides) {
      expect(textsIn(slide)).toContain('Agent');
      expect(slide).toContain('firstRow="1"');
      expect(slide).toMatch(/algn="r"/);
    }
  });

  it('ends a table that is longer than two slides, keeps its total, and says how many rows there are besides', async () => {
    const long = {...table(200), total: ['All', figure(7, 'seven'), figure(8, 'eight')]};
    const made = report([long, table(3)]);
    const slides = slidesOf(await deckOf(made)).slice(1);
    expect(slides).toHaveLength(3);
    const shown = agentsOn(slides.slice(0, 2));
    expect(shown).toEqual(Array.from({length: shown.length}, (_, i) => `agent-${i}.`));
    expect(shown.length).toBeGreaterThan(20);
    expect(textsIn(slides[1]!)).toEqual(expect.arrayContaining(['All', 'seven', `${200 - shown.length} more rows`]));
    expect(textsIn(slides[2]!).join()).not.toContain('more rows');
    expect(unframed(await write(JSON.stringify(made), options())).notices).toEqual(['1 long tables']);
  });

  it('shows as many rows in each part of a wide table', async () => {
    const slides = slidesOf(await deckOf(report([table(200, 30)]))).slice(1);
    const counts = slides.map((slide) => agentsOn([slide]).length);
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(10);
    expect(textsIn(slides[0]!)).toContain(`${200 - counts[0]!} more rows`);
  });

  it('gives a name of four hundred letters three lines, not a slide', async () => {
    const made = table(12, 9);
    made.rows[0]![0] = 'Alexandrina '.repeat(33);
    const slides = slidesOf(await deckOf(report([made]))).slice(1);
    expect(slides).toHaveLength(1);
    const heights = [...slides[0]!.matchAll(/<a:tr h="(\d+)"/g)].map((match) => Number(match[1]));
    expect(Math.max(...heights)).toBeLessThan(4 * Math.min(...heights));
    expect(textsIn(slides[0]!).find((text) => text.startsWith('Alexandrina'))).toMatch(/^Alexandrina .*…$/);
  });

  it('has charts that can be edited: values, gaps, the comparison dashed', async () => {
    const members = await deckOf(report([chartBlock('line')]));
    const xml = members.get('ppt/charts/chart1.xml')!;
    expect(textsIn(xml, 'c:v')).toEqual(['Now', '11-01', '11-02', '11-03', '1', '3', 'Before', '11-01', '11-02', '11-03', '2', '2', '2']);
    expect(xml.split('<c:ser>')[2]).toContain('sysDash');
    expect(xml.split('<c:ser>')[1]).not.toContain('sysDash');
    expect([...members.keys()]).toContain('ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx');
    expect(slidesOf(members)[1]).toContain('descr="A sentence."');
  });

  it('asks for pictures of what has no native form, and else shows the figures', async () => {
    const grid = {...chartBlock('heat_map'), categories: ['0', '1'], rows: ['Mon'], series: [{name: 'n', format: 'integer', values: [7, 8], texts: ['seven', 'eight']}]};
    const made = report([chartBlock('bar'), grid as ChartBlock, chartBlock('nonsense')]);
    expect(JSON.parse(plan(JSON.stringify(made), options())).charts).toEqual([1, 2]);
    const png = pngHead(760, 300);
    const members = await deckOf(made, png, new Uint8Array());
    expect(partsOf(members, /^ppt\/media\/.*png$/)).toHaveLength(1);
    expect(textsIn(slidesOf(members)[3]!)).toEqual(expect.arrayContaining(['t1', '–', 't3']));
    expect(slidesOf(await deckOf(made)).flatMap((slide) => textsIn(slide))).toEqual(expect.arrayContaining(['seven', 'eight']));
  });

  it('shades cells as their conditional formats say, and says what became of data bars', async () => {
    const shaded = table(1, 2);
    const cell = (shade: Shade): Figure => ({...figure(1, 'one'), shade});
    shaded.rows = [{scale: 4}, {scale: -1}, {bar: 100}, {tone: 'bad' as const}].map((shade) => ['name', cell(shade)]);
    shaded.formats = [{column: 'c1', kind: 'data_bar'}];
    const slides = slidesOf(await deckOf(report([shaded]))).join('');
    for (const fill of ['98C4B9', 'F9EDE6', '8FB3DC']) expect(slides, fill).toContain(fill);
  });

  it('is in its language and fonts', async () => {
    const members = await deckOf(report([table(1)], {language: 'zh-CN'}));
    expect(members.get('ppt/theme/theme1.xml')).toContain('<a:latin typeface="Arial"/><a:ea typeface="Microsoft YaHei"/>');
    for (const slide of slidesOf(members)) expect(slide).not.toContain('lang="en-US"');
    expect(members.get('docProps/core.xml')).toContain('2025-12-01T08:00:00Z');
  });

  it('is the same bytes every time, whatever was made before', async () => {
    const made = JSON.stringify(report([kpis, chartBlock('line'), table(40)]));
    const first = await write(made, options());
    await deckOf(report([chartBlock('bar'), chartBlock('pie')]));
    expect(await write(made, options())).toEqual(first);
  });

  it('takes what no slide can hold, and says so', async () => {
    const long = 'long '.repeat(2000);
    const made = report([{type: 'paragraph', text: long}, {...table(2), title: long, rows: [[long, figure(1, '1'), figure(2, '2')]]},
      {...chartBlock('bar'), title: long, categories: [long, '😀', 'שלום <b>&']}], {title: long, subtitle: long});
    expect(slidesOf(await deckOf(made)).length).toBeGreaterThan(3);
    expect(unframed(await write(JSON.stringify(made), options())).notices[0]).toMatch(/^\d+ shortened$/);
  });

  it('says where there is nothing', async () => {
    expect(slidesOf(await deckOf(report([], {sections: []})))).toHaveLength(1);
    const nothing = {...chartBlock('line'), series: []};
    const texts = slidesOf(await deckOf(report([table(0), nothing]))).flatMap((slide) => textsIn(slide));
    expect(texts.filter((text) => text === '&lt;no_rows&gt;')).toHaveLength(2);
  });
});
