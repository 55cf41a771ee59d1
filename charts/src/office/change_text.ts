import type {Words} from './words';
import type {Kpi} from './report';

/** "▲ +27.4% worse": the direction, the text, and in words whether that is good. */
export function changeText({say}: Words, kpi: Kpi): string {
  const change = kpi.change!;
  const sign = change.raw === null || change.raw === 0 ? '' : change.raw > 0 ? '▲ ' : '▼ ';
  const verdict = change.tone === 'good' ? ` ${say('improved')}` : change.tone === 'bad' ? ` ${say('worsened')}` : '';
  return sign + change.text + verdict;
}
