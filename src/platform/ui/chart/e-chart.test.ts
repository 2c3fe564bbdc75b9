import { expect, test } from 'vitest';
import { noteAt } from './e-chart.tsx';

test('a stream whose name is markup stands in the note as its letters', () => {
  expect(noteAt('N99 <img src=/api/v1/me>', '1.5 t')).toBe('<b>N99 &lt;img src=/api/v1/me&gt;</b><br>1.5 t');
});
