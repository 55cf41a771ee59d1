// What pptxgenjs 4.0.1 has no option for is written into its parts: fonts of the East Asian script, the language, dashes
// of single lines, gaps, the sign for slide numbers, paragraphs of notes, header rows, and numbers of charts that do not
// depend on earlier files.

import type {NativeChart} from '../native/native_chart';
import type ZipArchive from '../office/zip_archive';

export interface Look {
  language: string;
  latinFont: string;
  eastAsianFont: string;
  /** In the order of the slides. */
  charts: NativeChart[];
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** The library counts its charts over all files that it has made. */
function lowestChart(names: string[]): number {
  const numbers = names.flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? []).map(Number);
  return numbers.length === 0 ? 1 : Math.min(...numbers);
}
const renumbered = (text: string, lowest: number): string =>
  text.replace(/(charts\/(?:_rels\/)?chart|Microsoft_Excel_Worksheet)(\d+)(?=\.x)/g, (_, name: string, number: string) => `${name}${Number(number) - lowest + 1}`);

function withFonts(xml: string, look: Look): string {
  return xml.replace(/<a:latin typeface="[^"]*"[^>]*\/><a:ea typeface=""\/>/g,
    `<a:latin typeface="${escaped(look.latinFont)}"/><a:ea typeface="${escaped(look.eastAsianFont)}"/>`);
}

function chartPart(xml: string, chart: NativeChart): string {
  const [head = '', ...series] = xml.split('<c:ser>');
  const styled = series.map((one, i) => (chart.series[i]?.isDashed ? one.replace('<a:prstDash val="solid"/>', '<a:prstDash val="sysDash"/>') : one));
  return [head, ...styled].join('<c:ser>')
    .replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '')
    .replace(/<a:latin typeface="Arial"\/>/g, '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>');
}

/** One paragraph of the notes for each of their lines. */
const withParagraphs = (xml: string): string => xml.replace(/<a:p>(<a:r><a:rPr[^>]*\/><a:t>)([^<]*)(<\/a:t><\/a:r>)(<a:endParaRPr[^>]*\/>)<\/a:p>/g,
  (_, open: string, text: string, close: string, end: string) => text.split(/\r?\n/).map((line) => `<a:p>${open}${line}${close}${end}</a:p>`).join(''));

function slidePart(xml: string, language: string): string {
  return xml.replace(/ lang="en-US"/g, ` lang="${language}"`).replace(/<a:tblPr\/>/g, '<a:tblPr firstRow="1" bandRow="1"/>');
}

/** The master's own text of the slide number, which the library leaves out. */
const withNumberSign = (xml: string): string => xml.replace('<a:t>null</a:t>', '<a:t>‹#›</a:t>');

type Change = (xml: string, number: number) => string;

function changes(look: Look): [RegExp, Change][] {
  const inLanguage: Change = (xml) => slidePart(xml, look.language);
  return [
    [/^ppt\/theme\/theme\d+\.xml$/, (xml) => withFonts(xml, look)],
    [/^ppt\/charts\/chart(\d+)\.xml$/, (xml, number) => (look.charts[number - 1] ? chartPart(xml, look.charts[number - 1]!) : xml)],
    [/^ppt\/notesSlides\/notesSlide\d+\.xml$/, (xml) => withParagraphs(inLanguage(xml, 0))],
    [/^ppt\/slideMasters\/slideMaster\d+\.xml$/, withNumberSign],
    [/^ppt\/(slides\/slide|slideLayouts\/slideLayout|slideMasters\/slideMaster|presentation)\d*\.xml$/, inLanguage],
  ];
}

/** The same parts in the same order. */
export function finished(archive: ZipArchive, look: Look): Uint8Array {
  const lowest = lowestChart(archive.names());
  const all = changes(look);
  return archive.changed((name) => renumbered(name, lowest), (name, text) => all.reduce((xml, [where, change]) => {
    const match = where.exec(name);
    return match ? change(xml, Number(match[1] ?? 0)) : xml;
  }, renumbered(text, lowest))).toBytes();
}
