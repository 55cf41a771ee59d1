// A report at a glance as one picture for a chat: title, key figures with their change, one or two charts, the first
// conclusions. 1080 wide, with type that a telephone shows large enough. Blue, and two colours for better and worse.

import {paletteOf, type Theme} from '../look/theme';
import {changeText} from '../office/change_text';
import {readReport, type ChartBlock, type Kpi, type KpiRow, type Paragraph, type Report, type Tone} from '../office/report';
import {wordsFrom, type Words} from '../office/words';
import {problemText, SpecError} from '../spec/problem';
import {KINDS, readChart} from '../spec/read';
import {hasValues} from '../spec/spec';
import {renderSvg} from '../svg/render_svg';
import {fitText} from '../text/fit';
import {plainNumber} from '../text/language';
import {setMeasuredFamily} from '../text/measure';
import {fittingSize, Sheet} from './sheet';

const WIDTH = 1080;
const MARGIN = 48;
const INNER = WIDTH - 2 * MARGIN;
const MOST_KPIS = 8;
const MOST_POINTS = 5;
const MOST_CHARTS = 2;
const CHART_SCALE = 2;
const CHART_HEIGHT = 240;
/** Kinds that can be read at the size of a telephone. */
const SMALL_KINDS = ['line', 'area', 'bar', 'stacked_bar', 'pie', 'doughnut', 'horizontal_bar'];
const MOST_BARS = 8;

const palette = paletteOf({mode: 'light', language: 'en', width: WIDTH});
const [BLUE] = palette.highlights;
const TILE = '#f3f6fa';
const toneColour = (tone: Tone | undefined): string => (tone === 'good' ? palette.good : tone === 'bad' ? palette.bad : palette.ink);

interface Options {
  texts: Record<string, string>;
  font_family: string;
}

interface Poster extends Words {
  report: Report;
  sheet: Sheet;
  fontFamily: string;
  notes: string[];
}

function firstOf<T>(report: Report, type: string): T | undefined {
  return report.sections.flatMap((section) => section.blocks).find((block) => block.type === type) as T | undefined;
}

/** The paragraphs of the section with the first key figures, else of the first that has any. */
function conclusionsOf(report: Report): Paragraph[] {
  const withFigures = report.sections.find((section) => section.blocks.some((block) => block.type === 'kpi_row'));
  const withText = report.sections.find((section) => section.blocks.some((block) => block.type === 'paragraph'));
  const blocks = (withFigures ?? withText)?.blocks ?? [];
  return blocks.filter((block): block is Paragraph => block.type === 'paragraph').slice(0, MOST_POINTS);
}

function putTitle({report, sheet}: Poster): void {
  const white = '#ffffff';
  const title = fitText(report.title, INNER * 1.8, 40);
  const size = fittingSize(title, INNER, [56, 48, 40]);
  const style = {size, colour: white, bold: true};
  const head = new Sheet(WIDTH);  // measured first: the band lies below the text
  const below = head.text(title, MARGIN, 44, INNER, 2, style);
  const end = head.text(report.subtitle, MARGIN, below + 6, INNER, 2, {size: 30, colour: white}) + 32;
  sheet.rect(0, 0, WIDTH, end, BLUE);
  sheet.text(title, MARGIN, 44, INNER, 2, style);
  sheet.text(report.subtitle, MARGIN, below + 6, INNER, 2, {size: 30, colour: white});
  sheet.y = end + 32;
}

function changeLines(poster: Poster, {change, change_label: label}: Kpi): {text: string; tone: Tone | undefined; label: string} | null {
  return change ? {text: changeText(poster, {change} as Kpi), tone: change.tone, label: label ?? ''} : null;
}

const TILE_HEIGHT = 196;
const GAP = 20;
function putTile(poster: Poster, kpi: Kpi, x: number, y: number, width: number): void {
  const {sheet} = poster;
  const change = changeLines(poster, kpi);
  const bar = change?.tone === 'good' || change?.tone === 'bad' ? toneColour(change.tone) : BLUE;
  sheet.rect(x, y, width, TILE_HEIGHT, TILE, 8);
  sheet.rect(x, y, 8, TILE_HEIGHT, bar);
  const [left, room] = [x + 30, width - 48];
  sheet.line(fitText(kpi.label, room, 28), left, y + 18, {size: 28, colour: palette.inkSoft});
  const value = kpi.value.text + (kpi.value.is_complete === false ? '*' : '');
  const size = fittingSize(value, room, [54, 44, 36, 30, 24]);
  sheet.line(value, left, y + 62 + (54 - size) / 2, {size, colour: toneColour(kpi.value.tone), bold: true});
  if (!change) {
    const n = kpi.value.n === undefined ? '' : poster.say('sample_size', {n: plainNumber(kpi.value.n)});
    return sheet.line(n, left, y + 146, {size: 24, colour: palette.inkSoft});
  }
  const isPlain = change.tone !== 'good' && change.tone !== 'bad';
  const changeSize = fittingSize(change.text, room, [28, 24, 20]);
  sheet.line(change.text, left, y + 144, {size: changeSize, colour: isPlain ? palette.inkSoft : toneColour(change.tone), bold: !isPlain});
}

function putKpis(poster: Poster, row: KpiRow): void {
  const {sheet} = poster;
  const items = row.items.slice(0, MOST_KPIS);
  const label = items.find((kpi) => kpi.change)?.change_label ?? '';
  const width = (INNER - GAP) / 2;
  items.forEach((kpi, i) => putTile(poster, kpi, MARGIN + (i % 2) * (width + GAP), sheet.y + Math.floor(i / 2) * (TILE_HEIGHT + GAP), width));
  sheet.y += Math.ceil(items.length / 2) * (TILE_HEIGHT + GAP);
  const notes = [label, items.some((kpi) => kpi.value.is_complete === false) ? poster.say('incomplete_note') : ''].filter((note) => note !== '');
  for (const note of notes) sheet.y = sheet.text(note, MARGIN, sheet.y, INNER, 2, {size: 24, colour: palette.inkSoft}) + 6;
  sheet.y += 22;
}

function putConclusions({sheet}: Poster, points: Paragraph[]): void {
  for (const {text, tone} of points) {
    sheet.rect(MARGIN, sheet.y + 16, 12, 12, toneColour(tone), 6);
    sheet.y = sheet.text(text, MARGIN + 32, sheet.y, INNER - 32, 8, {size: 32, colour: toneColour(tone), bold: tone === 'bad'}) + 12;
  }
  if (points.length > 0) sheet.y += 24;
}

const isUnknown = (chart: ChartBlock): boolean => !(KINDS as readonly string[]).includes(chart.kind);

function isSmall(chart: ChartBlock): boolean {
  return SMALL_KINDS.includes(chart.kind) && !(chart.kind === 'horizontal_bar' && chart.categories.length > MOST_BARS);
}

/** A chart that cannot be drawn is left out, and said. */
function putChart(poster: Poster, chart: ChartBlock, place: number): boolean {
  const theme: Theme = {
    mode: 'light', language: poster.report.language, width: INNER / CHART_SCALE, height: CHART_HEIGHT, fontFamily: poster.fontFamily,
  };
  try {
    const spec = readChart(chart);
    if (!hasValues(spec)) return false;
    const {svg, height} = renderSvg(spec, {theme, mostRows: null, target: 'rsvg', prefix: `p${place}-`});
    const {sheet} = poster;
    sheet.y = sheet.text(chart.title, MARGIN, sheet.y, INNER, 2, {size: 34, colour: palette.ink, bold: true}) + 8;
    sheet.drawing(svg, MARGIN, sheet.y, CHART_SCALE);
    sheet.y += height * CHART_SCALE + 28;
    return true;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const [first] = error.problems;
    poster.notes.push(poster.say('warning_chart_left_out', {chart: chart.title || chart.id, reason: first ? problemText(first, poster.report.language) : ''}));
    return false;
  }
}

function putCharts(poster: Poster): void {
  let drawn = 0;
  const charts = poster.report.sections.flatMap((section) => section.blocks.filter((block): block is ChartBlock => block.type === 'chart'));
  for (const chart of charts.filter((one) => isSmall(one) || isUnknown(one))) {
    if (drawn === MOST_CHARTS) return;
    if (putChart(poster, chart, drawn)) drawn += 1;
  }
}

function putFoot({sheet, report}: Poster): void {
  const facts = report.properties.slice(-4).map(({name, value}) => `${name} ${value}`).join('  ·  ');
  sheet.rect(MARGIN, sheet.y, INNER, 2, palette.rule);
  sheet.y = sheet.text(facts, MARGIN, sheet.y + 14, INNER, 3, {size: 22, colour: palette.inkSoft}) + 28;
}

export function posterOf(reportJson: string, optionsJson: string): {svg: string; width: number; height: number; notes: string[]} {
  const options = JSON.parse(optionsJson) as Options;
  const report = readReport(reportJson);
  setMeasuredFamily(options.font_family);
  const poster: Poster = {...wordsFrom(options.texts), report, sheet: new Sheet(WIDTH), fontFamily: options.font_family, notes: []};
  putTitle(poster);
  const kpis = firstOf<KpiRow>(report, 'kpi_row');
  if (kpis) putKpis(poster, kpis);
  const conclusions = conclusionsOf(report);
  putConclusions(poster, conclusions);
  putCharts(poster);
  if (!kpis && conclusions.length === 0) poster.sheet.y = poster.sheet.text(poster.say('no_rows'), MARGIN, poster.sheet.y, INNER, 2, {size: 32, colour: palette.inkSoft}) + 24;
  putFoot(poster);
  const {sheet} = poster;
  return {svg: sheet.svg(options.font_family, `${report.title} ${report.subtitle}`.slice(0, 300)), width: WIDTH, height: Math.ceil(sheet.y), notes: poster.notes};
}

/** → `{"svg", "width", "height", "notes"}` */
export const renderPoster = (reportJson: string, optionsJson: string): string => JSON.stringify(posterOf(reportJson, optionsJson));
