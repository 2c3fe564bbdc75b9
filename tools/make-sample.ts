// Writes the invented sample company into samples/, and prints what its figures come to. Run: npx node tools/make-sample.ts

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles, sampleWaste } from './sample/build.ts';
import { ratePercent, within } from './sample/figures.ts';
import { exerciseRates, groupRates } from './sample/readme.ts';

const folder = fileURLToPath(new URL('../samples/', import.meta.url));

const sample = sampleWaste();
// papers carry document numbers in their names: those of an earlier run must not stay
for (const made of ['papers', 'exercises']) rmSync(join(folder, made), { recursive: true, force: true });
for (const [path, bytes] of await sampleFiles(sample)) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  console.log(`${path}  ${(bytes.length / 1024).toFixed(0)} kB`);
}

console.log(`\n${sample.loads.length} loads`);
for (const [period, percent] of groupRates(sample)) console.log(`group ${period}  ${percent.toFixed(2)} %`);
const months = [...new Set(sample.loads.map((load) => load.departedOn.slice(0, 7)))];
for (const month of months) {
  const loads = within(sample.loads, month, `${month}~`);
  console.log(`group ${month}  ${ratePercent(loads).toFixed(2)} %  ${loads.length} loads`);
}
const june = exerciseRates(sample);
console.log(`exercise: ${june.before.toFixed(2)} % → ${june.goodRows.toFixed(2)} % → ${june.mended.toFixed(2)} %`);
