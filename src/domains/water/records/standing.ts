// How factories stand, as figures count it. It is worked out of records and never recorded: nobody types, reviews or imports one.
import { code, date, integer, recordKind, ref } from '#platform/records/declare/kind.ts';
import { standingItems, standings } from '../model/standing.ts';

/** Where figures of a state begin: how one factory stands in one item from a day on. */
export const waterStanding = recordKind({
  kind: 'water.standing',
  version: 1,
  owner: 'site',
  effective: 'day',
  calledBy: ['item'],
  fields: {
    site: ref('factories.site'),
    day: date(),
    item: code(standingItems, 'water.standing-item'),
    standing: code(standings, 'water.standing'),
    sites: integer({ min: 1, max: 1 }),
  },
  sameWhen: ['site', 'day', 'item'],
  readOn: '/water/roll-out',
  review: 'none',
  evidence: 'none',
  list: ['site', 'day', 'item', 'standing'],
});
