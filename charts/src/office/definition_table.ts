import type {Job} from './job';
import type {Definition, Table} from './report';

const COLUMNS = {definition: (one: Definition) => one.name, formula: (one: Definition) => one.formula, details: (one: Definition) => one.details};
type Column = keyof typeof COLUMNS;

export function definitionTable(job: Job, items: Definition[], shown: Column[] = ['definition', 'formula', 'details']): Table {
  const columns = shown.map((key) => ({id: key, title: job.say(key), format: null}));
  return {type: 'table', id: 'definitions', title: '', columns, rows: items.map((one) => shown.map((key) => COLUMNS[key](one))), total: null};
}
