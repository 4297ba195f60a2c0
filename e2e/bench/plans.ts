import { FACTS, factsParameters } from '../../db/queries/facts';
import { HEADS_AND_CELLS } from '../../db/queries/first-nos';
import { LINKED_ADDRESSES } from '../../db/queries/link-page';
import { PERMISSIONS } from '../../db/queries/record';
import type { World } from './world';

/** Tables that grow with people: no hot statement may read one from end to end. */
const PEOPLE_TABLES = new Set([
  'contact',
  'contact_point',
  'contact_contact_point',
  'consent_event',
  'evidence',
  'permission',
  'contact_point_stop',
  'register_listing',
  'message',
]);

export interface PlanCheck {
  statement: string;
  mode: 'generic' | 'custom';
  /** Tables read from end to end; must be empty. */
  scanned: string[];
  milliseconds: number;
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** EXPLAINs every hot statement with a generic and a custom plan, with the application's own planner settings. */
export async function checkPlans(world: World): Promise<PlanCheck[]> {
  const { rows } = await world.owner.query<{ id: string }>(
    'SELECT id FROM contact_point TABLESAMPLE SYSTEM (0.5) LIMIT 1000',
  );
  const ids = rows.map((row) => row.id);
  const questions = (count: number) =>
    factsParameters(
      ids
        .slice(0, count)
        .map((id) => ({ contactPointIds: [id], channel: 'email', senderNo: 1, topicNo: 2, contactId: null })),
    );
  const cases: { statement: string; text: string; values: unknown[] }[] = [
    { statement: 'facts, 1 question', text: FACTS.text, values: questions(1) },
    { statement: 'facts, 1,000 questions', text: FACTS.text, values: questions(1000) },
    { statement: '64 unsubscribe pages', text: LINKED_ADDRESSES.text, values: cellsOf(ids.slice(0, 64)) },
    { statement: '64 first clicks', text: HEADS_AND_CELLS.text, values: cellsOf(ids.slice(0, 64)) },
    { statement: 'record: permissions of 64', text: PERMISSIONS.text, values: [ids.slice(0, 64)] },
  ];
  const checks: PlanCheck[] = [];
  await world.owner.query(
    'SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off',
  );
  for (const mode of ['generic', 'custom'] as const) {
    await world.owner.query(`SET plan_cache_mode = force_${mode}_plan`);
    for (const [index, { statement, text, values }] of cases.entries()) {
      const name = `plan_${mode}_${index}`;
      await world.owner.query(`PREPARE ${name} AS ${text}`);
      const call = `EXECUTE ${name}(${values.map(literal).join(', ')})`;
      const explained = await world.owner.query<{
        'QUERY PLAN': { Plan: PlanNode; 'Execution Time': number }[];
      }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${call}`);
      const plan = explained.rows[0]?.['QUERY PLAN'][0];
      if (plan === undefined) throw new Error('no plan');
      checks.push({
        statement,
        mode,
        scanned: scannedTables(plan.Plan),
        milliseconds: plan['Execution Time'],
      });
    }
  }
  await world.owner.query('RESET ALL');
  return checks;
}

/** One cell of each contact point, as arrays. */
function cellsOf(ids: readonly string[]): unknown[] {
  return [ids, ids.map(() => 'email'), ids.map(() => 1), ids.map(() => 2)];
}

function scannedTables(node: PlanNode): string[] {
  const own =
    node['Node Type'] === 'Seq Scan' && PEOPLE_TABLES.has(node['Relation Name'] ?? '')
      ? [node['Relation Name'] ?? '']
      : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedTables)];
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return `'{${value.map((one) => (one === null ? 'NULL' : String(one))).join(',')}}'`;
  return `'${String(value)}'`;
}
