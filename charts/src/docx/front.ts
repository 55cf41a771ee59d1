// The cover and the contents.

import {HeadingLevel, Paragraph, TableOfContents, TextRun, type FileChild} from 'docx';

import {shortened, type Job} from '../office/job';
import {INK, SOFT, STYLE} from './style';

export function cover(job: Job): FileChild[] {
  const {title, subtitle, properties} = job.report;
  const facts = properties.map(({name, value}) => new Paragraph({
    style: STYLE.note, children: [new TextRun({text: `${name}  `, color: SOFT}), new TextRun({text: shortened(job, value, 500), color: INK})],
  }));
  return [
    new Paragraph({text: shortened(job, title, 300), heading: HeadingLevel.TITLE}),
    new Paragraph({children: [new TextRun({text: shortened(job, subtitle, 300), size: 28, color: SOFT})], spacing: {after: 400}}), ...facts,
  ];
}

export function contents(job: Job): FileChild[] {
  return [
    new Paragraph({pageBreakBefore: true, children: [new TextRun({text: job.say('contents'), bold: true, size: 34, color: INK})]}),
    // Linked, without page numbers until the reader updates the table (F9): only a word processor knows its pages, one that is
    // told to look when it opens the file asks the reader first, and those of our PDF would be wrong here.
    new TableOfContents(job.say('contents'), {
      hyperlink: true, headingStyleRange: '1-2', hideTabAndPageNumbersInWebView: true, beginDirty: false,
    }),
  ];
}
