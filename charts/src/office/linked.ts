// A sentence as runs: its figures lead to where the live system shows them.

import type {Paragraph} from './report';

export interface Run {
  text: string;
  link?: string;
}

/** The host makes spaces inside figures unbreakable. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Places are those of the generated text; in one that somebody wrote, or that had to be cleaned or cut, they may hold other words. */
export function runsOf({text, figures, edit}: Paragraph): Run[] {
  const characters = Array.from(text);
  const runs: Run[] = [];
  let at = 0;
  const placed = (edit ? [] : figures ?? []).filter((one) => one.at !== undefined && one.provenance?.link !== undefined);
  for (const {at: place, text: figure, provenance} of placed.sort((a, b) => a.at![0] - b.at![0])) {
    const [begin, size] = place!;
    if (begin < at) continue;
    const shown = characters.slice(begin, begin + size).join('');
    if (plain(shown) !== plain(figure)) continue;
    if (begin > at) runs.push({text: characters.slice(at, begin).join('')});
    runs.push({text: shown, link: provenance!.link!});
    at = begin + size;
  }
  if (at < characters.length || runs.length === 0) runs.push({text: characters.slice(at).join('')});
  return runs;
}
