// The packed program as somebody has it who installed it: in an empty folder, with the packages that it asks for.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

export interface Unpacked {
  /** the empty folder */
  folder: string;
  /** the package in it */
  home: string;
  /** the command as npm links it */
  command: string;
  /** Runs the command to its end; never throws. */
  greenfab(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  remove(): void;
}

/** Packs the checkout, and does what npm would do with its registry, from the packages that lie in the checkout. */
export function unpack(): Unpacked {
  const folder = mkdtempSync(join(tmpdir(), 'greenfab-package-'));
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'greenfab');
  const command = join(modules, '.bin', 'greenfab');
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
  return {
    folder,
    home,
    command,
    greenfab: (...args) =>
      new Promise((done) => {
        const options = { cwd: folder, maxBuffer: 64 * 1024 ** 2 };
        const child = execFile(process.execPath, [command, ...args], options, (_, stdout, stderr) =>
          done({ code: child.exitCode ?? -1, stdout, stderr }),
        );
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
