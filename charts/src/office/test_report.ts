// Small reports for tests, and office files read back.

import type {Block, Figure, Report, Table} from './report';

export const TEXTS: Record<string, string> = Object.fromEntries([
  'contents', 'improved', 'worsened', 'incomplete', 'no_rows', 'incomplete_note', 'definition', 'formula', 'details',
].map((key) => [key, `<${key}>`]));
Object.assign(TEXTS, {
  continued: '{title} (continued)', part: '{title} ({part}/{parts})', sample_size: 'n = {n}', filters: 'Query: {filters}',
  warning_shortened: '{count} shortened', warning_bars: '{count} bars', more_rows: '{count} more rows', warning_rows: '{count} long tables', warning_chart_left_out: '{chart} left out: {reason}', page: 'Page {page} of {pages}', latin_font: 'Arial', east_asian_font: 'Microsoft YaHei',
});

/** The head of a PNG file, which is all that is read of one. */
export function pngHead(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(24);
  bytes.set([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]);
  const head = new DataView(bytes.buffer);
  head.setUint32(16, width);
  head.setUint32(20, height);
  return bytes;
}

export const options = (): string => JSON.stringify({texts: TEXTS, font_family: 'sans-serif'});

export const figure = (raw: number | null, text: string, more: Partial<Figure> = {}): Figure => ({raw, text, format: 'integer', ...more});

export function report(blocks: Block[], more: Partial<Report> = {}): Report {
  return {
    template: 't', title: 'Report', subtitle: '2025-11', language: 'en', period: '2025-11', report_time: '2025-12-01T08:00:00Z',
    properties: [{name: 'Period', value: '2025-11'}], sections: [{id: 's', title: 'Section', blocks}], ...more,
  };
}

export function table(rows: number, columns = 3): Table {
  return {
    type: 'table', id: 'agents', title: 'Agents', total: null,
    columns: Array.from({length: columns}, (_, i) => ({id: `c${i}`, title: i === 0 ? 'Agent' : `Figure ${i}`, format: i === 0 ? null : 'integer' as const})),
    rows: Array.from({length: rows}, (_, row) =>
      Array.from({length: columns}, (__, i) => (i === 0 ? `agent-${row}.` : figure(row * 100 + i, `${row * 100 + i}`)))),
  };
}

/** Members of an archive that is not compressed. */
export function membersOf(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map<string, string>();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const [size, name] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const start = at + 30 + name + view.getUint16(at + 28, true);
    members.set(new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + name)), new TextDecoder().decode(bytes.subarray(start, start + size)));
    at = start + size;
  }
  return members;
}

/** The texts of a part, in order. */
export const textsIn = (xml: string, tag = 'a:t'): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`, 'g'))].map((match) => match[1]!);

/** What framed() put together. */
export function unframed(bytes: Uint8Array): {notices: string[]; file: Uint8Array} {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return {notices: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as string[], file: bytes.slice(4 + length)};
}
