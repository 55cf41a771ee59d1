// The parts of the document in order. A part on paper laid across begins a section of its own.

import type {FileChild} from 'docx';

export interface Stretch {
  isLandscape: boolean;
  children: FileChild[];
}

export class Flow {
  private readonly done: Stretch[] = [];
  private headings: FileChild[] = [];

  /** Stands on the paper of what comes next. */
  putHeading(heading: FileChild): void {
    this.headings.push(heading);
  }

  put(children: FileChild[], isLandscape = false): void {
    const all = [...this.headings, ...children];
    this.headings = [];
    const last = this.done.at(-1);
    if (last?.isLandscape === isLandscape) last.children.push(...all);
    else this.done.push({isLandscape, children: all});
  }

  stretches(): Stretch[] {
    if (this.headings.length > 0) this.put([]);
    return this.done;
  }
}
