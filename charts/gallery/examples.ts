// One spec or more of every kind, in both languages: for the gallery, and for the tests of what holds for all kinds.

import {examplesByGroup} from './examples_by_group';
import {examplesOfFigures} from './examples_of_figures';
import {examplesOverTime} from './examples_over_time';
import type {Language} from './figures';

export interface Example {
  kind: string;
  id: string;
  title: string;
  /** Of the drawing, where it is not the gallery's. */
  width?: number;
}

export function examples(language: Language): Example[] {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  return [...examplesOverTime(language, say), ...examplesByGroup(language, say), ...examplesOfFigures(language, say)] as Example[];
}
