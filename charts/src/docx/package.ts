// The parts of a text document as docx 9.15.2 compiles them, before it compresses them: the host does that better. Its
// numbers of bookmarks count on over all files that it has made; here they begin at one.

import {Packer, type Document} from 'docx';

import ZipArchive from '../office/zip_archive';

interface Compiler {
  compile(file: Document, prettify: undefined, overrides: []): Iterable<[string, string | Uint8Array]>;
}

const NUMBERS = [/(_Toc)(\d+)/g, /(<w:bookmarkStart[^>]* w:id=")(\d+)/g, /(<w:bookmarkEnd[^>]* w:id=")(\d+)/g];

function renumbered(xml: string): string {
  return NUMBERS.reduce((text, pattern) => {
    const lowest = [...text.matchAll(pattern)].reduce((least, match) => Math.min(least, Number(match[2])), Infinity);
    return text.replace(pattern, (_, before: string, number: string) => `${before}${Number(number) - lowest + 1}`);
  }, xml);
}

/** What the library puts behind an entry of the contents: a page number that a word processor is to look up as it opens the file,
 * at which it asks the reader. Without it the entry is a link alone, until the reader updates the table. */
const PAGE_OF_ENTRY = /<w:r><w:tab\/><\/w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"\/><w:instrText[^>]*>PAGEREF .*?<\/w:r>/g;

export function packed(document: Document): Uint8Array {
  const {compiler} = Packer as unknown as {compiler: Compiler};
  const archive = new ZipArchive();
  for (const [name, content] of compiler.compile(document, undefined, [])) {
    archive.file(name, typeof content === 'string' && name === 'word/document.xml' ? renumbered(content.replace(PAGE_OF_ENTRY, '')) : content);
  }
  return archive.toBytes();
}
