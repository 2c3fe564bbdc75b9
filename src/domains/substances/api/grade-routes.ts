// The endpoint of control grades: what each requires, and which items lack it, with what to ask of whom.
import { z } from 'zod';
import type { Tx } from '#platform/db/database.ts';
import { type Route, route } from '#platform/http/route.ts';
import type { GradeRequirement, RequiredTold } from '../model/grade-requirement.ts';
import type { GradedItem, GradesAnswer } from '../model/grades-answer.ts';
import { controlGrades } from '../model/item.ts';
import { itemClasses } from '../model/restriction.ts';
import { askedOf, gradeStanding, requirementFor } from '../rules/grade-requirements.ts';
import { type Graded, listGraded, listGradeRequirements, listHeld, listNextGraded } from '../store/grades.ts';
import type { SubstancesWorld } from './substances-world.ts';

const TOLD_AT_ONCE = 50;
const READ_AT_ONCE = 200;
/** Where few lack anything, an answer ends after so many that were looked at, and says where to go on. */
const LOOKED_AT_MOST = 5_000;

async function standingsOf(
  tx: Tx,
  day: string,
  items: readonly Graded[],
  all: readonly GradeRequirement[],
): Promise<Map<string, RequiredTold>> {
  const requirements = new Map(
    items.map(({ id, controlGrade, itemClass }) => [
      id,
      controlGrade ? requirementFor(all, { controlGrade, itemClass }, day) : null,
    ]),
  );
  const asking = items.filter(({ id }) => requirements.get(id)).map(({ id }) => id);
  const held = Map.groupBy(await listHeld(tx, day, asking), ({ itemId }) => itemId);
  return new Map(
    items.map(({ id, controlGrade, isMade }) => {
      const requirement = requirements.get(id) ?? null;
      const parts = (held.get(id) ?? []).map(({ itemId: _, declarations, reports, ...part }) => ({
        ...part,
        asked: requirement ? askedOf(requirement, { declarations, reports }, day) : [],
      }));
      return [id, { standing: gradeStanding({ controlGrade, requirement, parts, isMade }), requirement, parts }];
    }),
  );
}

/** How these items stand against what their grades require. */
export async function requiredOf(tx: Tx, day: string, items: readonly string[]): Promise<Map<string, RequiredTold>> {
  return standingsOf(tx, day, await listGraded(tx, day, items), await listGradeRequirements(tx));
}

/** Those that count on a day: of each grade and class the newest that has begun. */
const inForce = (all: readonly GradeRequirement[], day: string): GradeRequirement[] =>
  controlGrades.flatMap((controlGrade) =>
    [null, ...itemClasses].flatMap((itemClass) => {
      const [newest] = all.filter(
        (one) => one.controlGrade === controlGrade && one.itemClass === itemClass && one.from <= day,
      );
      return newest ?? [];
    }),
  );

/** Only what is to be done of it. */
const openOf = (told: RequiredTold): RequiredTold => ({
  ...told,
  parts: told.parts
    .map((part) => ({
      ...part,
      asked: part.asked.filter(({ standing, dueWithin }) => standing !== 'met' || dueWithin !== null),
    }))
    .filter(({ asked }) => asked.length > 0),
});

/** Endpoint of what grades require and of what lacks it. */
export function gradeRoutes(world: SubstancesWorld): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/substances/grades',
      summary:
        'What each control grade requires by the company’s own choice, and the items that lack it or soon will: of each maker’s part what is missing, too old or due',
      query: z.object({
        grade: z.enum(controlGrades).optional(),
        class: z.enum(itemClasses).optional(),
        after: z.string().max(80).optional(),
      }),
      may: () => ({ action: 'records.read' }),
      answer: async ({ session }, { class: itemClass, grade, after }): Promise<GradesAnswer> =>
        world.db.as(session.actor, async (tx) => {
          const day = world.todayIn('Asia/Shanghai');
          const all = await listGradeRequirements(tx);
          const items: GradedItem[] = [];
          let [looked, at, isEnd] = [0, after, false];
          while (!isEnd && items.length < TOLD_AT_ONCE && looked < LOOKED_AT_MOST) {
            const page = await listNextGraded(tx, day, { grade, itemClass, after: at, limit: READ_AT_ONCE });
            isEnd = page.length < READ_AT_ONCE;
            const standings = await standingsOf(tx, day, page, all);
            for (const one of page) {
              if (items.length === TOLD_AT_ONCE) {
                isEnd = false;
                break;
              }
              looked += 1;
              at = one.number;
              const told = standings.get(one.id);
              const { controlGrade, isMade: _, ...named } = one;
              if (told && controlGrade && !['met', 'made_here'].includes(told.standing))
                items.push({ ...named, controlGrade, ...openOf(told) });
            }
          }
          return { day, requirements: inForce(all, day), items, looked, after: isEnd ? null : (at ?? null) };
        }),
    }),
  ];
}
