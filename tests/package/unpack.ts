// The packed program as somebody has it who installed it: in an empty folder, with the packages that it asks for.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** Packs the checkout into an empty folder, and does what npm would do with its registry, from the packages that lie in the checkout. */
export function packInto(folder: string): void {
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'greenfab');
  const command = commandIn(folder);
  mkdirSync(dirname(command), { recursive: true });
  const told = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: checkout });
  const [packed] = JSON.parse(told.toString()) as [{ filename: string }];
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
  rmSync(join(folder, packed.filename));
  renameSync(join(folder, 'package'), home);
  const { dependencies, optionalDependencies, bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const there = join(checkout, 'node_modules', name);
    if (!existsSync(there) && name in optionalDependencies) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(there, join(modules, name));
  }
  symlinkSync(join(home, bin.greenfab), command);
}

/** The command in such a folder, as npm links it. */
export const commandIn = (folder: string): string => join(folder, 'node_modules', '.bin', 'greenfab');

/** Runs the command of such a folder, in it, to its end; never throws. */
export function runIn(folder: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 ** 2 };
    const child = execFile(process.execPath, [commandIn(folder), ...args], options, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
