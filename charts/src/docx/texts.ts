// Headings, paragraphs and notes.

import {ExternalHyperlink, HeadingLevel, Paragraph, TextRun, type IRunOptions} from 'docx';

import {shortened, type Job} from '../office/job';
import {runsOf} from '../office/linked';
import type {Paragraph as Prose} from '../office/report';
import {STYLE, toneColour} from './style';

const LONGEST = 20_000;
const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

export function heading(job: Job, text: string, level: number, startsPage = false): Paragraph {
  return new Paragraph({text: shortened(job, text, 300), heading: LEVELS[Math.min(level, 3) - 1]!, pageBreakBefore: startsPage});
}

/** A run that looks as it would without the address. */
export function linked(options: IRunOptions, link: string | undefined): TextRun | ExternalHyperlink {
  const run = new TextRun(options);
  return link === undefined ? run : new ExternalHyperlink({link, children: [run]});
}

export function prose(job: Job, paragraph: Prose): Paragraph {
  const {tone} = paragraph;
  const runs = runsOf({...paragraph, text: shortened(job, paragraph.text, LONGEST)});
  return new Paragraph({children: runs.map(({text, link}) => linked({text, color: toneColour(tone), bold: tone === 'bad'}, link))});
}

export const note = (text: string): Paragraph => new Paragraph({text, style: STYLE.note});
export const caption = (text: string): Paragraph => new Paragraph({text, style: STYLE.caption});
