// Mounts every chart of the page, keeps it as wide as its frame, and prepares it for paper.

import {init, type EChartsType} from '../echarts';
import {drawChart} from '../option';
import {firstRows} from '../sampled';
import {problemText, SpecError} from '../spec/problem';
import {parseChart} from '../spec/read';
import type {ChartSpec} from '../spec/spec';
import {currentMode, type Mode} from './appearance';
import type {PageTexts} from './texts';
import {tooltipElement} from './tooltip_view';

/** A4 upright less the margins of the style sheet (2 × 14 mm), in CSS pixels. */
const PAPER_WIDTH = 686;
/** Bars that fit on one sheet; the page says on paper that there are more (.print-only note). */
const PAPER_CATEGORIES = 32;

interface Mounted {
  frame: HTMLElement;
  spec: ChartSpec;
  chart: EChartsType;
  drawnWidth: number;
}

/** A chart that cannot be drawn says why in its place; its table and the rest of the page are not touched. */
function complain(frame: HTMLElement, error: unknown): void {
  const language = document.documentElement.lang;
  const lines = error instanceof SpecError
    ? error.problems.map((problem) => problemText(problem, language)) : [String((error as Error).message)];
  frame.textContent = lines.slice(0, 3).join('\n');
  frame.classList.add('chart-problem');
}

function mount(figure: HTMLElement): Mounted | null {
  const frame = figure.querySelector<HTMLElement>('.chart-frame');
  const data = figure.querySelector('script[type="application/json"]');
  if (!frame || !data) return null;
  try {
    const spec = parseChart(data.textContent ?? '');
    const chart = init(frame, null, {renderer: 'svg', width: frame.clientWidth || PAPER_WIDTH, height: 120});
    return {frame, spec, chart, drawnWidth: 0};
  } catch (error) {
    complain(frame, error);
    return null;
  }
}

function draw(mounted: Mounted, spec: ChartSpec, width: number, mode: Mode, texts: PageTexts): void {
  const theme = {mode, language: document.documentElement.lang, width};
  const {option, height} = drawChart(spec, theme, (content) => tooltipElement(content, texts('incomplete')));
  mounted.frame.style.height = `${height}px`;
  mounted.chart.resize({width, height});
  mounted.chart.setOption(option, {notMerge: true});
  mounted.drawnWidth = width;
}

export class ChartsOfPage {
  private readonly all: Mounted[];

  constructor(private readonly texts: PageTexts) {
    const figures = [...document.querySelectorAll<HTMLElement>('figure.chart')];
    this.all = figures.map(mount).filter((mounted): mounted is Mounted => mounted !== null);
    const observer = new ResizeObserver((entries) => this.fit(entries.map((entry) => entry.target)));
    for (const mounted of this.all) observer.observe(mounted.frame.parentElement ?? mounted.frame);
  }

  drawForScreen(): void {
    for (const mounted of this.all) this.drawOnScreen(mounted);
  }

  drawForPaper(): void {
    for (const mounted of this.all) {
      const {spec} = firstRows(mounted.spec, PAPER_CATEGORIES, document.documentElement.lang);
      draw(mounted, spec, PAPER_WIDTH, 'light', this.texts);
    }
  }

  private drawOnScreen(mounted: Mounted): void {
    const width = (mounted.frame.parentElement ?? mounted.frame).clientWidth || PAPER_WIDTH;
    draw(mounted, mounted.spec, width, currentMode(), this.texts);
  }

  private fit(targets: Element[]): void {
    if (matchMedia('print').matches) return;
    for (const mounted of this.all) {
      const parent = mounted.frame.parentElement ?? mounted.frame;
      if (targets.includes(parent) && parent.clientWidth !== mounted.drawnWidth) this.drawOnScreen(mounted);
    }
  }
}
