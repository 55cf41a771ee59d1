// Mounts every chart of the page, keeps it as wide as its frame, and prepares it for paper.

import {init, type EChartsType} from '../echarts';
import {chartHeight, chartOption} from '../option';
import {firstCategories, readChart, type ChartSpec} from '../spec';
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

function mount(figure: HTMLElement): Mounted | null {
  const frame = figure.querySelector<HTMLElement>('.chart-frame');
  const data = figure.querySelector('script[type="application/json"]');
  if (!frame || !data) return null;
  const spec = readChart(JSON.parse(data.textContent ?? 'null'));
  const chart = init(frame, null, {renderer: 'svg', width: frame.clientWidth || PAPER_WIDTH, height: chartHeight(spec)});
  return {frame, spec, chart, drawnWidth: 0};
}

function draw(mounted: Mounted, spec: ChartSpec, width: number, mode: Mode, texts: PageTexts): void {
  const theme = {mode, language: document.documentElement.lang, width};
  const height = chartHeight(spec);
  mounted.frame.style.height = `${height}px`;
  mounted.chart.resize({width, height});
  mounted.chart.setOption(
    chartOption(spec, theme, (content) => tooltipElement(content, texts('incomplete'))), {notMerge: true});
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
      const isLying = mounted.spec.kind === 'horizontal_bar';
      const spec = isLying ? firstCategories(mounted.spec, PAPER_CATEGORIES) : mounted.spec;
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
