// Headings, paragraphs and notes.

import {HeadingLevel, Paragraph, TextRun} from 'docx';

import {shortened, type Job} from '../office/job';
import type {Paragraph as Prose} from '../office/report';
import {STYLE, toneColour} from './style';

const LONGEST = 20_000;
const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;

export function heading(job: Job, text: string, level: number, startsPage = false): Paragraph {
  return new Paragraph({text: shortened(job, text, 300), heading: LEVELS[Math.min(level, 3) - 1]!, pageBreakBefore: startsPage});
}

export function prose(job: Job, {text, tone}: Prose): Paragraph {
  return new Paragraph({children: [new TextRun({text: shortened(job, text, LONGEST), color: toneColour(tone), bold: tone === 'bad'})]});
}

export const note = (text: string): Paragraph => new Paragraph({text, style: STYLE.note});
export const caption = (text: string): Paragraph => new Paragraph({text, style: STYLE.caption});
