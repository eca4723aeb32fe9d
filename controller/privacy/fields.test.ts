import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fields } from './fields.ts';
import { privacyPage } from './page.ts';

const at = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Tables that hold nothing of residents, or only what staff entered of villages and themselves. */
const WITHOUT = new Set(
  `agent agent_lease alarm_channel alarm_message announcement announcement_version announcement_village audit_entry backup chore
  closed_report contact_answer feed fold_checkpoint incident incident_member inspection key_check local_page look look_chain
  look_day look_gap lte_session office_setting opening_exception opening_hours outage outage_note outage_ruling past_thresholds picture plan
  planned_window provider_contract router router_log_line router_status sent_head service_hours service_plan setup_link
  sign_of_life span staff staff_session staff_village usage_hour village voucher_batch`.split(/\s+/),
);
/** Tables of staff in which only these columns can speak of a resident. */
const PARTLY: Readonly<Record<string, readonly string[]>> = { action: ['mac'] };

/** Columns of each table, as the Prisma schema has them. */
function tables(): Map<string, string[]> {
  const schema = at('prisma/schema.prisma');
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(models.map(([, name]) => name));
  return new Map(
    models.map(([, name, body]) => [
      /@@map\("(\w+)"\)/.exec(body!)?.[1] ?? name!,
      body!
        .split('\n')
        .map((line) => /^ {2}(\w+)\s+(\w+)(\S*)(.*)$/.exec(line))
        .filter((match) => match !== null && !names.has(match[2]!))
        .map((match) => /@map\("(\w+)"\)/.exec(match![4]!)?.[1] ?? match![1]!),
    ]),
  );
}

const described = Map.groupBy(fields, ({ table }) => table);

test('every table is described, or known to hold nothing of residents', () => {
  const unknown = [...tables().keys()].filter(
    (table) => !WITHOUT.has(table) && !PARTLY[table] && !described.has(table),
  );
  expect(unknown).toEqual([]);
});

test.each([...described.keys()])('%s: each column has its purpose and its time, once', (table) => {
  const columns = described.get(table)!.flatMap((rule) => rule.columns);
  expect(columns.toSorted()).toEqual((PARTLY[table] ?? tables().get(table) ?? []).toSorted());
});

test('what erases is there', () => {
  for (const { erasedBy } of fields) if (erasedBy.endsWith('.ts')) expect(at(erasedBy)).not.toBe('');
});

test('docs/privacy.md is what the code says', () => {
  expect(at('docs/privacy.md')).toBe(privacyPage());
});
