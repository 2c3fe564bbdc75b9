// The child process that holds the embedded database: PGlite behind a Unix socket, made to sync.
import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { FolderInUse, lockFolder } from './folder-lock.ts';
import { servePglite } from './pglite-server.ts';

/**
 * PGlite's file layer ignores sync, so a power cut could lose what was acknowledged. This gives the mount of the data
 * folder an `fsync` that reaches the disk (docs/decisions/0004). Directories have no descriptor of ours and are opened.
 */
class SyncingFiles extends NodeFS {
  syncCalls = 0;

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pg, options);
    const count = () => {
      this.syncCalls += 1;
    };
    const attach = (module: EmscriptenModule) => {
      const mounted = module.FS.lookupPath('/pglite/data').node.mount;
      const operations = mounted.type.stream_ops;
      operations.fsync = (stream: { nfd?: number; path: string; node: unknown }) => {
        count();
        if (typeof stream.nfd === 'number') {
          fdatasyncSync(stream.nfd);
          return 0;
        }
        syncFolder(mounted.type.realPath(stream.node));
        return 0;
      };
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          ...(emscriptenOpts.preRun ?? []),
          attach as unknown as NonNullable<typeof emscriptenOpts.preRun>[number],
        ],
      },
    };
  }
}

interface EmscriptenModule {
  FS: {
    lookupPath(path: string): {
      node: {
        mount: {
          type: {
            stream_ops: Record<string, (stream: { nfd?: number; path: string; node: unknown }) => number>;
            realPath(node: unknown): string;
          };
        };
      };
    };
  };
}

function syncFolder(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** After the first `initdb` nothing has been synced yet: walk the tree once. */
function syncTree(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) syncTree(path);
    else {
      const fd = openSync(path, 'r');
      try {
        fdatasyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }
  }
  syncFolder(folder);
}

/** How long a predecessor may take to close its files before it is ended. */
const LEAVE_MS = 10_000;

/**
 * Holds the files for this process alone. When a server is killed, its database goes on for a moment to close its files,
 * while the next server starts already: two that write the same files would ruin them. Who does not leave is ended.
 */
async function holdFiles(folder: string): Promise<void> {
  const until = Date.now() + LEAVE_MS;
  for (;;) {
    try {
      lockFolder(dirname(folder), 'db.lock');
      return;
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      if (Date.now() > until) process.kill(error.pid, 'SIGKILL');
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** Makes a new database and ends: making one holds a second database in memory that would never be given back. */
async function initialise(folder: string): Promise<void> {
  process.stdin.on('end', () => process.exit(1)).resume();
  await holdFiles(folder);
  rmSync(folder, { recursive: true, force: true });
  const db = await PGlite.create({ fs: new SyncingFiles(folder) });
  await db.exec('checkpoint');
  await db.close();
  syncTree(folder);
}

async function run(folder: string, socketPath: string): Promise<void> {
  await holdFiles(folder);
  const files = new SyncingFiles(folder);
  const params = PGlite.defaultStartParams.filter((param) => param !== '-F');
  const db = await PGlite.create({
    fs: files,
    startParams: [
      ...params,
      ...['-c', 'wal_sync_method=fsync', '-c', 'fsync=on', '-c', 'synchronous_commit=on'],
      ...['-c', 'jit=off', '-c', 'work_mem=32MB', '-c', 'shared_buffers=128MB', '-c', 'max_wal_size=512MB'],
    ],
  });
  const door = await servePglite(db, socketPath);
  process.stdout.write('ready\n');

  const stop = async () => {
    await door.close().catch(() => undefined);
    await db.close().catch(() => undefined);
    process.exit(0);
  };
  // The child ends when its parent's pipe closes, so that a killed server leaves nobody holding the folder.
  process.stdin.on('end', stop);
  process.stdin.on('close', stop);
  process.stdin.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('counts'))
      process.stdout.write(`counts ${JSON.stringify({ syncs: files.syncCalls, answered: door.answered() })}\n`);
  });
  // A signal to the whole group, from Ctrl-C or from `npm start`, is the parent's to answer: he closes the pipe when he is done.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
}

const [folder, socketPath, mode] = process.argv.slice(2);
if (!folder || !socketPath) process.exit(2);
const work = mode === 'initialise' ? initialise(folder).then(() => process.exit(0)) : run(folder, socketPath);
work.catch((error: unknown) => {
  process.stderr.write(`embedded database: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
