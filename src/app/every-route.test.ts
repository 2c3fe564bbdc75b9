// Every declared route × every role × its own factory and a foreign one: is what may be done what the table of roles says,
// does nobody read a word of a factory that is not his, and does nothing change there?
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyActions } from '#platform/access/api-keys.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import { type Action, groupActions, mayDo, roles } from '#platform/access/roles.ts';
import { needOf } from '#platform/http/route.ts';
import { at, company, openCompany, people, server, site } from './every-route/company.test-fixture.ts';
import {
  type Example,
  ofTheGroup,
  outputOf,
  type Person,
  type Place,
  places,
} from './every-route/example.test-fixture.ts';
import { accessExamples } from './every-route/examples-access.test-fixture.ts';
import { itemExamples } from './every-route/examples-items.test-fixture.ts';
import { noticeExamples, peopleExamples } from './every-route/examples-people.test-fixture.ts';
import { recordsExamples } from './every-route/examples-records.test-fixture.ts';
import { reportsExamples } from './every-route/examples-reports.test-fixture.ts';
import { reviewExamples } from './every-route/examples-review.test-fixture.ts';
import { substancesExamples } from './every-route/examples-substances.test-fixture.ts';
import { wasteExamples } from './every-route/examples-waste.test-fixture.ts';
import { waterExamples } from './every-route/examples-water.test-fixture.ts';
import { importers, openToKeys } from './every-route/makers.test-fixture.ts';

const examples: readonly Example[] = [
  ...itemExamples,
  ...accessExamples,
  ...peopleExamples,
  ...noticeExamples,
  ...recordsExamples,
  ...reviewExamples,
  ...reportsExamples,
  ...wasteExamples,
  ...waterExamples,
  ...substancesExamples,
];

beforeAll(openCompany, 240_000);
afterAll(() => server?.close());

/** What an example has to answer: it goes, or the status with which it is refused. */
function expected(
  { route, needs, where, roles: only, ofSupplier, ofTheGroup: ofGroup, notForKeys }: Example,
  who: Person,
  place: Place,
): 'goes' | number[] {
  if (needs === 'anyone') return 'goes';
  if (who.cookie === null) return [401];
  if (who.isKey && (notForKeys || (needs === 'signed-in' && !openToKeys.includes(route)))) return [403];
  if (needs === 'signed-in') return 'goes';
  // His own business too, but where he reaches nothing there is nothing to name.
  if (notForKeys && !(who.role && mayDo[who.role].includes(needs))) return [403, 404];
  if (who.isKey && !keyActions.includes(needs)) return [403];
  // Who may take no such step there is told so, or that there is nothing, whichever is looked at first.
  const foreign = where === 'factory' && (place === 'HP' || who.at === 'V1') && who.at !== 'group';
  if (!who.role || !mayDo[who.role].includes(needs)) return foreign ? [403, 404] : [403];
  if (who.at === 'group') return only && !only.includes(who.role) ? [403] : 'goes';
  if (where === 'group') return [403];
  if (ofGroup && who.at === 'V1') return [404];
  if (ofSupplier && who.at === 'V1' && place === 'HP') return [404];
  return foreign ? [403, 404] : 'goes';
}

/** Everything that is the foreign factory's, as one hash. */
async function stateOfForeign(): Promise<string> {
  const tables = [
    sql`waste_load where site_id = ${site('HP')}`,
    ...['review_event', 'evidence_link', 'period_closed', 'history_entry', 'audit_question', 'audit_sample'].map(
      (table) => sql`${sql.table(table)} where scope_id = ${site('HP')}`,
    ),
    ...[
      'water_meter',
      'water_outlet',
      'water_lab_report',
      'water_exceedance_case',
      'water_saving_project',
      'water_risk_assessment',
    ].map((table) => sql`${sql.table(table)} where site_id = ${site('HP')}`),
    sql`water_reading where point in (select id from water_point where site_id = ${site('HP')})`,
    sql`intake_import where id = ${at.HP.importId}`,
    sql`intake_row where import_id = ${at.HP.importId}`,
    // Who manages a factory gives roles there.
    sql`role_grant where scope_id <> ${site('SZ')}`,
    ...[
      'scope_node',
      'scope_edge',
      'suppliers_supplier',
      'waste_stream',
      'edition',
      'setting',
      'post',
      'post_holder',
      'post_duty',
      'hand_over',
    ].map((table) => sql.table(table)),
    sql`factories_activity where site_id <> ${site('SZ')}`,
  ];
  const hash = createHash('sha256');
  for (const table of tables) {
    const { all } = await company.one(
      sql<{
        all: string;
      }>`select coalesce(jsonb_agg(t order by t::text), '[]')::text as all from (select * from ${table}) t`,
    );
    hash.update(all);
  }
  return hash.digest('hex');
}

async function walk(chosen: readonly Person[]): Promise<{ tried: number; wrong: string[] }> {
  const wrong: string[] = [];
  let tried = 0;
  for (const who of chosen) {
    const may = (action: Action) => who.role !== null && mayDo[who.role].includes(action);
    const mayReadForeign = who.at === 'group' && may('records.read');
    const masked = places.filter(
      (place) => !may('records.read-masked') || (place === 'HP' ? who.at !== 'group' : who.at === 'V1'),
    );
    const mayNotMeet = [
      ...(mayReadForeign ? [] : [/ONLY-HP|37\.125/]),
      ...(may('group.read') ? [] : [ofTheGroup]),
      ...masked.map((place) => new RegExp(outputOf[place].slice(0, 7))),
    ];
    for (const example of examples) {
      // The import that it stands on is taken one step by each request; a foreign one is met first.
      for (const place of [...places].reverse()) {
        const should = expected(example, who, place);
        const ownImport = example.route.includes('/imports/:id') && who.at === 'group';
        if (ownImport && place === 'HP' && !example.route.startsWith('GET')) continue; // the operator's, for everybody else to see only
        const answer = await server.ask(who.cookie, await example.request(place, should === 'goes', who));
        tried += 1;
        const told = `${who.name}: ${example.route}${example.what ? ` (${example.what})` : ''} at ${place}: ${answer.statusCode} ${answer.headers['content-type']?.toString().includes('json') ? answer.body.slice(0, 160) : ''}`;
        // A supplier has no place in the organisation: whatever scope of it he names, there is none.
        const isNowhere = who.at === 'V1' && answer.statusCode === 404 && answer.json().code === 'unknown_scope';
        if (should === 'goes' ? answer.statusCode >= 300 && !isNowhere : !should.includes(answer.statusCode))
          wrong.push(told);
        else if (mayNotMeet.some((text) => text.test(answer.body))) wrong.push(`tells what is not his: ${told}`);
        else if (should === 'goes' && place === 'SZ') await example.after?.(answer.json(), who);
      }
    }
  }
  return { tried, wrong };
}

test('every route is walked', () => {
  const declared = new Set(server.routes.map(({ method, path }) => `${method} ${path}`));
  expect(new Set(examples.map(({ route }) => route))).toEqual(declared);
  expect(importers).toEqual(roles.filter((role) => mayDo[role].includes('imports.use')));
});

test('what the table of rights says to be for the whole group is asked for there, never at a factory', () => {
  const asked = server.routes.flatMap((declared) => {
    const need = needOf(declared);
    return typeof need !== 'string' && groupActions.includes(need.action) ? [need] : [];
  });
  expect(asked.filter(({ scopeId }) => scopeId !== GROUP_ID)).toEqual([]);
  expect(asked.length).toBeGreaterThan(15);
});

test('who has a role in one factory, or none, does there what his role may, and reads and changes nothing elsewhere', async () => {
  const before = await stateOfForeign();
  const { tried, wrong } = await walk(people.filter((who) => who.at !== 'group'));
  expect(wrong).toEqual([]);
  expect(await stateOfForeign()).toBe(before);
  process.stdout.write(`${tried} combinations of route, role and factory tried by people of one factory and of none\n`);
}, 900_000);

test('who has a role in the group does what his role may, in every factory', async () => {
  const { tried, wrong } = await walk(people.filter((who) => who.at === 'group'));
  expect(wrong).toEqual([]);
  process.stdout.write(`${tried} combinations of route, role and factory tried by people of the group\n`);
}, 900_000);
