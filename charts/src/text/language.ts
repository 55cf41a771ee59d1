// The few words that a drawing says by itself; everything else comes from the document.

export type Language = 'zh' | 'en';
export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith('zh') ? 'zh' : 'en');

const WORDS = {
  no_data: {zh: '此期间没有数据', en: 'No data in this period'},
  incomplete: {zh: '虚线段、虚线框：数据尚未完整', en: 'Dashed stretches and outlines: not complete yet'},
  sampled_points: {
    zh: '共 {count} 个点，抽样画出 {shown} 个（含每段的最高与最低值）',
    en: 'Sampled: {shown} of {count} points drawn, with the highest and lowest of each stretch',
  },
  sampled_dots: {zh: '共 {count} 个点，抽样画出 {shown} 个', en: 'Sampled: {shown} of {count} points drawn'},
  first_categories: {zh: '共 {count} 项，画出前 {shown} 项', en: 'The first {shown} of {count} are drawn'},
  words_left_out: {zh: '共 {count} 个词，画出 {shown} 个', en: '{shown} of {count} words drawn'},
  events_unlabelled: {zh: '▼ 另有 {count} 个事件未标文字', en: '▼ {count} more events without a label'},
  few: {zh: '少', en: 'less'},
  many: {zh: '多', en: 'more'},
  not_placed: {zh: '不在图上的地区（{count}）：{names}', en: 'Not on the map ({count}): {names}'},
} as const;

export type Word = keyof typeof WORDS;

export function word(key: Word, language: string, values: Record<string, string> = {}): string {
  return WORDS[key][languageOf(language)].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** A number for people: thousands in groups, no more digits than asked for. The same in every engine. */
export function plainNumber(value: number, digits = 0): string {
  const fixed = Math.abs(value) < 1e15 ? Math.abs(value).toFixed(digits) : Math.abs(value).toPrecision(3);
  const [whole = '0', fraction = ''] = fixed.split('.');
  const grouped = /^\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const rest = fraction.includes('e') ? fraction : fraction.replace(/0+$/, '');
  const sign = value < 0 && Number(fixed) !== 0 ? '−' : '';
  return sign + grouped + (rest ? `.${rest}` : '');
}

const WEEKDAYS = {zh: '一二三四五六日', en: 'MTWTFSS'};
/** Monday is 0. */
export const weekdayLetter = (day: number, language: string): string => WEEKDAYS[languageOf(language)][day] ?? '';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** January is 1. */
export const monthName = (month: number, language: string): string =>
  languageOf(language) === 'zh' ? `${month}月` : MONTHS[month - 1] ?? '';
