import type {Job} from './job';
import type {Kpi} from './report';

/** "▲ +27.4% worse": the direction, the text, and in words whether that is good. */
export function changeText(job: Job, kpi: Kpi): string {
  const change = kpi.change!;
  const sign = change.raw === null || change.raw === 0 ? '' : change.raw > 0 ? '▲ ' : '▼ ';
  const verdict = change.tone === 'good' ? ` ${job.say('improved')}` : change.tone === 'bad' ? ` ${job.say('worsened')}` : '';
  return sign + change.text + verdict;
}
