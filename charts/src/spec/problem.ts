// What is wrong with a spec, and where. Hosts may show `text`, or make their own from code and arguments.

import {languageOf} from '../text/language';

const TEXTS = {
  syntax: {zh: '不是 JSON：{detail}', en: 'not JSON: {detail}'},
  not_an_object: {zh: '应为对象', en: 'not an object'},
  not_a_list: {zh: '应为列表', en: 'not a list'},
  not_a_text: {zh: '应为文字', en: 'not a text'},
  not_a_number: {zh: '不是数字', en: 'not a number'},
  not_finite: {zh: '数字不是有限值', en: 'not a finite number'},
  not_an_index: {zh: '应为 0 到 {last} 之间的整数', en: 'not a whole number from 0 to {last}'},
  not_true_or_false: {zh: '应为 true 或 false', en: 'neither true nor false'},
  unknown_name: {zh: '未知的值“{name}”，可用：{known}', en: 'unknown "{name}"; known: {known}'},
  wrong_length: {zh: '有 {found} 个值，应有 {wanted} 个', en: '{found} values, {wanted} wanted'},
  missing_role: {zh: '缺少角色为“{role}”的序列', en: 'there is no series with role "{role}"'},
  missing_series: {zh: '至少需要 {wanted} 个序列，只有 {found} 个', en: 'needs {wanted} series, has {found}'},
  negative: {zh: '此类图不能有负数', en: 'negative, which this kind cannot show'},
  not_ordered: {zh: '{lower} 大于 {upper}', en: '{lower} is greater than {upper}'},
  not_the_sum: {zh: '合计 {found} 不等于各序列之和 {wanted}', en: 'the total {found} is not the sum {wanted}'},
  not_a_date: {zh: '“{name}”不是日期（应为 YYYY-MM-DD）', en: '"{name}" is not a date (YYYY-MM-DD)'},
  twice: {zh: '“{name}”重复出现', en: '"{name}" occurs twice'},
  circle: {zh: '流向成环，无法绘制', en: 'the links run in a circle, which cannot be drawn'},
  too_many: {zh: '有 {found} 个，最多 {most} 个', en: '{found} of them, at most {most}'},
} as const;

export type ProblemCode = keyof typeof TEXTS;

export interface Problem {
  /** "series[2].values[7]" */
  place: string;
  code: ProblemCode;
  arguments: Record<string, string>;
}

/** A hundred wrong values say no more than the first ones do. */
const MOST_PROBLEMS = 20;

export class Problems {
  readonly list: Problem[] = [];

  add(place: string, code: ProblemCode, values: Record<string, string | number> = {}): void {
    if (this.list.length >= MOST_PROBLEMS) return;
    if (this.list.some((known) => known.place === place && known.code === code)) return;
    const texts = Object.entries(values).map(([name, value]) => [name, String(value).slice(0, 200)]);
    this.list.push({place: place || 'chart', code, arguments: Object.fromEntries(texts)});
  }
}

export function problemText({place, code, arguments: values}: Problem, language = 'en'): string {
  const text = TEXTS[code][languageOf(language)];
  return `${place}: ${text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)}`;
}

/** A spec that cannot be drawn. The message has one line per problem. */
export class SpecError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problemText(problem)).join('\n'));
    this.name = 'SpecError';
  }
}
