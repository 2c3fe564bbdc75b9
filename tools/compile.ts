// The program as JavaScript in dist, for a package from npm: Node.js reads no TypeScript under node_modules. Only what the
// command line, or a program of others, imports or starts is there, so no screen is; lines keep their numbers. Types are there
// of what programs of others import, and of nothing else.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const home = fileURLToPath(new URL('..', import.meta.url));
const [source, dist] = [join(home, 'src'), join(home, 'dist')];

/** What programs of others import: the exports of package.json. */
const engine = 'domains/substances/cli/engine';

/** Where a module is named, a worker's or a process's by its address; what is only a type is gone before this is asked. */
const named = /\b(from|import|new URL)(\s*\(?\s*)'((?:#|\.)[^']+)\.ts'/g;

/** Strips one file and tells which others it names, as paths below src without their ending. */
function stripped(file: string): { code: string; imports: string[] } {
  const imports: string[] = [];
  const code = stripTypeScriptTypes(readFileSync(join(source, `${file}.ts`), 'utf8'));
  const plain = code.replace(named, (_, word: string, between: string, name: string) => {
    const target = name.startsWith('#') ? name.slice(1) : join(dirname(file), name);
    imports.push(target);
    const path = relative(dirname(file), target);
    return `${word}${between}'${path.startsWith('.') ? path : `./${path}`}.js'`;
  });
  return { code: plain, imports };
}

/** Writes the whole program into dist, beside the built web, in place of what was there. */
function compile(): number {
  const waiting = ['app/cli', engine];
  for (const folder of readdirSync(source)) rmSync(join(dist, folder), { recursive: true, force: true });
  const written = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (written.has(file)) continue;
    written.add(file);
    const { code, imports } = stripped(file);
    waiting.push(...imports);
    mkdirSync(join(dist, dirname(file)), { recursive: true });
    writeFileSync(join(dist, `${file}.js`), code);
  }
  // A script that every export of a history holds as it is.
  copyFileSync(join(home, 'tools/verify-history.mjs'), join(dist, 'verify-history.mjs'));
  return written.size;
}

/** Where a file of types names another. */
const namedType = /\b(from|import)(\s*\(?\s*)(['"])((?:#|\.)[^'"]+)\.ts\3/g;

/** Writes the types that a module shows, and those that these name in turn. */
function declare(entry: string): number {
  const { options } = ts.convertCompilerOptionsFromJson(
    JSON.parse(readFileSync(join(home, 'tsconfig.json'), 'utf8')).compilerOptions,
    home,
  );
  const program = ts.createProgram([join(source, `${entry}.ts`)], {
    ...{ ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, noCheck: true },
    ...{ rootDir: source, outDir: dist, removeComments: false },
  });
  const made = new Map<string, string>();
  program.emit(undefined, (path, text) => made.set(relative(dist, path).slice(0, -'.d.ts'.length), text));
  const waiting = [entry];
  const written = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (written.has(file)) continue;
    written.add(file);
    const from = file;
    const text = made.get(from);
    if (text === undefined) throw new Error(`no types of ${from}`);
    const plain = text.replace(namedType, (_, word: string, between: string, quote: string, name: string) => {
      const target = name.startsWith('#') ? name.slice(1) : join(dirname(from), name);
      waiting.push(target);
      const path = relative(dirname(from), target);
      return `${word}${between}${quote}${path.startsWith('.') ? path : `./${path}`}.js${quote}`;
    });
    writeFileSync(join(dist, `${from}.d.ts`), plain);
  }
  return written.size;
}

process.stdout.write(`${compile()} files compiled into dist, types of ${declare(engine)}\n`);
