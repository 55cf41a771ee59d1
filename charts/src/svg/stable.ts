// ECharts numbers ids over the life of the program and writes rules for hovering into the file. A file of a report is a
// function of its spec: ids count from zero, and carry a prefix so that several drawings fit into one page.

const STYLE = /<style[\s>][\s\S]*?<\/style>/g;
const CLASS = / class="[^"]*"/g;
// For a script that would bring the drawing to life in a browser.
const META = / ecmeta_\w+="[^"]*"/g;
const ID = /\bzr\d+-[\w-]+/g;

/** Texts of charts stand in text elements, escaped; only markup of the renderer is touched. */
export function stableSvg(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  const rename = (id: string): string => {
    const known = names.get(id) ?? `${prefix}${names.size}`;
    names.set(id, known);
    return known;
  };
  return svg.replace(STYLE, '').replace(/<[^<>]*>/g, (tag) => tag.replace(CLASS, '').replace(META, '').replace(ID, rename));
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const LONGEST = 300;

/** Says to screen readers what the drawing shows. */
export const describedSvg = (svg: string, text: string): string =>
  svg.replace(/^<svg/, `<svg role="img" aria-label="${escape(text.slice(0, LONGEST).replace(/\p{Cs}/gu, ''))}"`);
