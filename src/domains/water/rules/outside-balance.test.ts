// Is a meter outside of the balance only where nobody says anything of its water, up to the top of its tree?
import { expect, test } from 'vitest';
import { outsideBalance } from './outside-balance.ts';

const meter = (id: string, role: string, parentId: string | null = null, use: string | null = null) => ({
  ...{ id, role, parentId, use },
});

test('a main that no source feeds is outside with all below it, and one below a source or with a use is not', () => {
  const meters = [
    ...[meter('S', 'source'), meter('S1', 'main', 'S'), meter('S2', 'sub', 'S1')],
    ...[meter('M', 'main'), meter('M1', 'sub', 'M'), meter('M2', 'sub', 'M', 'cooling')],
    ...[meter('U', 'main', null, 'domestic'), meter('U1', 'sub', 'U'), meter('D', 'discharge'), meter('R', 'reuse')],
  ];
  expect([...outsideBalance(meters)]).toEqual(['M', 'M1']);
});

test('meters that hang below each other in a circle are outside, and one whose parent is not seen is judged alone', () => {
  const meters = [meter('A', 'sub', 'B'), meter('B', 'sub', 'A'), meter('C', 'sub', 'unseen')];
  expect([...outsideBalance(meters)]).toEqual(['A', 'B', 'C']);
});
