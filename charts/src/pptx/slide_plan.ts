// A slide before it is drawn, so that the contents know where sections begin.

import type PptxGenJS from 'pptxgenjs';

import type {NativeChart} from '../native/native_chart';

export type Slide = PptxGenJS.Slide;

export interface SlidePlan {
  section: string;
  title: string;
  /** What the speaker says or is asked: definitions, filters, sample sizes. */
  notes: string[];
  /** The one native chart on it, for what the library cannot write. */
  chart?: NativeChart;
  draw(slide: Slide): void;
}
