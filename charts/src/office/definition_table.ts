import type {Job} from './job';
import type {Definition, Table} from './report';

export function definitionTable(job: Job, items: Definition[]): Table {
  const columns = ['definition', 'formula', 'details'].map((key) => ({id: key, title: job.say(key), format: null}));
  return {type: 'table', id: 'definitions', title: '', columns, rows: items.map((one) => [one.name, one.formula, one.details]), total: null};
}
