// An engine reads a function when it is first called, and a font when it is first measured.

import {renderSvgText} from '../text_in_text_out';

const CHART = {
  id: 'warm', kind: 'line', title: '会话量 Volume', category_title: '日', categories: ['11-03', '11-04', '11-05'],
  series: [
    {name: '本期 now', format: 'integer', values: [1, 2, 3], texts: ['1', '2', '3'], incomplete: [false, false, true], role: 'current'},
    {name: '上期 before', format: 'integer', values: [3, 2, 1], texts: ['3', '2', '1'], incomplete: [], role: 'previous'},
  ],
};
const OPTIONS = {width: 320, height: 220, target: 'rsvg', font_family: 'Open Sans, Noto Sans CJK SC, sans-serif'};

/** Draws one chart for nobody, so that the first one that somebody waits for comes at once. "" or what is wrong. */
export function warmUp(): string {
  const {problems} = JSON.parse(renderSvgText(JSON.stringify(CHART), JSON.stringify(OPTIONS))) as {problems?: object[]};
  return problems ? JSON.stringify(problems) : '';
}
