#!/usr/bin/env node
// Does an exported history hold? A stand-alone check of a folder or ZIP that greenfab exported: it needs Node.js 20 or
// later and nothing else, no database, no network, no part of greenfab. It knows SHA-256 and canonical JSON (RFC 8785).
//
//   node verify-history.mjs EXPORT [--head HASH] [--lang en|zh] [--json]        EXPORT: the ZIP, or the folder it was unpacked to
//
// Exit 0: it holds. 1: it does not, each fault is named. 2: it cannot be read, or was asked wrongly.
//
// What it proves: no entry, revision, step of review or paper in this export was altered, added or taken away since the
// block that holds it was sealed, provided that the head of the chain is the true one. What it does not prove: that the
// head is the true one. Whoever owns the database could have written everything anew and sealed it again; only a head
// that was kept elsewhere (printed in a published edition, sent by mail) tells. Give it with --head.
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { createInflateRaw } from 'node:zlib';

const GENESIS = '0'.repeat(64);
/** Findings that are told; beyond, they are only counted. */
const MOST_TOLD = 200;

const sentences = {
  en: {
    not_listed: 'File {file} is in the export but not in SHA256SUMS: it was added.',
    listed_but_gone: 'File {file} is listed in SHA256SUMS but not there: it was taken away.',
    file_altered: 'File {file} is not what SHA256SUMS says: it was altered.',
    part_missing: 'The export has no {file}: without it nothing can be checked.',
    line_unreadable: '{file}, line {line}: this is no line of an export.',
    manifest_counts: 'The manifest says {said} {what}, the export holds {found}: something was taken away or added.',
    manifest_head: 'The manifest names another head than the last block of the chain.',
    block_link: 'Block {height} does not follow the block before it: a block was taken out, put in or made anew.',
    block_hash: 'Block {height}: its hash is not that of what it says: it was altered.',
    block_root: 'Block {height}: its entries do not add up to its root: an entry was altered, added or taken away.',
    block_range: 'Entry {entry} stands in block {height}, to which it does not belong.',
    block_unknown: 'There are entries of block {height}, but no such block.',
    content:
      '{kind} {id}, revision {revision}: its content has another SHA-256 than the history holds: it was altered.',
    hash_version:
      '{kind} {id}, revision {revision}: it was hashed in a way that this script does not know ({version}).',
    digest:
      'Entry {entry} ({action}, {kind}): the revisions listed for it are not those that it speaks of: one was altered, added or taken away.',
    nothing_for: 'Entry {entry} ({action}, {kind}): the revisions that it speaks of are missing.',
    unknown_entry: '{kind} {id}, revision {revision}: no entry {entry} in this export speaks of it.',
    paper_altered: 'Paper {file}: its SHA-256 is not the one that the history holds: it was altered.',
    paper_gone: 'Paper {file} is named by the history but not in the export: it was taken away.',
    paper_unspoken: 'Paper {file} of {kind} {id}: no entry speaks of it.',
    paper_extra: 'File {file} lies among the papers, but nothing names it.',
    draw: 'The sample of {kind} is not what the way of drawing gives: {found} was drawn, {expected} should have been.',
    draw_population: 'The population of {kind} is not the one that was drawn from: it was altered.',
    head_unknown:
      'No block of this export has the hash {hash} that you gave: the chain was made anew, or the hash is of another installation.',
    more: '… and {count} more.',
    holds: 'HOLDS',
    broken: 'DOES NOT HOLD',
    counted:
      '{blocks} blocks, {entries} entries in full and {leaves} as hashes, {revisions} revisions ({contents} with content), {steps} steps of review, {papers} papers in {files} files',
    gone: '{count} papers were not held, or not cleared by the virus scanner, when it was exported; they are named, but not here.',
    redrawn: 'The sample was drawn again: the same {count} records.',
    head: 'Head of the chain: block {height}, {hash}',
    no_head: 'Nothing is sealed: there is no chain to check.',
    head_given:
      'The head that you gave is block {height} of this chain: nothing up to there was altered since you had it.',
    head_advice:
      'Compare the head with one that was kept elsewhere (each published edition prints one) and give it with --head: without it, a history that was written anew as a whole could not be told from the true one.',
    unreadable: 'This cannot be read as an export of a history: {why}',
    usage: 'node verify-history.mjs EXPORT [--head HASH] [--lang en|zh] [--json]',
  },
  zh: {
    not_listed: '文件 {file} 在导出包中，但未列入 SHA256SUMS：系后来加入。',
    listed_but_gone: '文件 {file} 列于 SHA256SUMS，但不在导出包中：已被移除。',
    file_altered: '文件 {file} 与 SHA256SUMS 不符：已被改动。',
    part_missing: '导出包缺少 {file}，无法核验。',
    line_unreadable: '{file} 第 {line} 行：不是导出包应有的内容。',
    manifest_counts: '清单写明{what}为 {said}，实际为 {found}：内容有增减。',
    manifest_head: '清单所记链首与最后一个区块不符。',
    block_link: '第 {height} 块与前一块不相接：有区块被删除、插入或重做。',
    block_hash: '第 {height} 块的哈希值与其内容不符：已被改动。',
    block_root: '第 {height} 块的条目与其根哈希不符：有条目被改动、增加或删除。',
    block_range: '条目 {entry} 不属于所在的第 {height} 块。',
    block_unknown: '存在第 {height} 块的条目，但没有该区块。',
    content: '{kind} {id} 第 {revision} 版：内容的 SHA-256 与历史所记不符：已被改动。',
    hash_version: '{kind} {id} 第 {revision} 版：哈希方式（{version}）为本脚本所不识。',
    digest: '条目 {entry}（{action}，{kind}）：所列版本与条目所指不符：有版本被改动、增加或删除。',
    nothing_for: '条目 {entry}（{action}，{kind}）：所指版本缺失。',
    unknown_entry: '{kind} {id} 第 {revision} 版：导出包中没有相应条目 {entry}。',
    paper_altered: '单据 {file}：SHA-256 与历史所记不符：已被改动。',
    paper_gone: '历史记有单据 {file}，但导出包中没有：已被移除。',
    paper_unspoken: '{kind} {id} 的单据 {file}：没有条目提及。',
    paper_extra: '单据文件夹中的 {file} 没有任何条目提及。',
    draw: '{kind} 的样本与抽样方式不符：抽出的是 {found}，应为 {expected}。',
    draw_population: '{kind} 的总体与抽样时不同：已被改动。',
    head_unknown: '导出包中没有哈希值为 {hash} 的区块：链已被重做，或该哈希值属于另一套系统。',
    more: '……另有 {count} 项。',
    holds: '核验通过',
    broken: '核验不通过',
    counted:
      '{blocks} 个区块，{entries} 个完整条目、{leaves} 个仅列哈希值，{revisions} 个版本（{contents} 个含内容），{steps} 个审核步骤，{papers} 份单据（{files} 个文件）',
    gone: '导出时有 {count} 份单据已不在系统中或未通过病毒扫描，仅列其名。',
    redrawn: '已重新抽样，结果为同样的 {count} 条记录。',
    head: '链首：第 {height} 块，{hash}',
    no_head: '尚无封存区块，没有可核验的链。',
    head_given: '您给出的链首是本链的第 {height} 块：自您取得以来，此前内容未被改动。',
    head_advice:
      '请将链首与在系统外保存的链首（每期已发布报告均印有）比对，并用 --head 给出；否则，整体重写的历史无法与真实历史区分。',
    unreadable: '无法作为历史导出包读取：{why}',
    usage: 'node verify-history.mjs 导出包 [--head 哈希值] [--lang en|zh] [--json]',
  },
};

/** @param {'en' | 'zh'} language @param {string} key @param {Record<string, unknown>} [facts] */
const say = (language, key, facts = {}) =>
  sentences[language][key].replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));

// ---- canonical JSON and hashes ------------------------------------------------------------------------------------

/** RFC 8785: keys in the order of their UTF-16 units, numbers and strings as JavaScript writes them. */
export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

const sha256 = (...parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** A leaf of the tree; leaves, nodes and blocks are told apart by their first byte. */
const leafOf = (e) =>
  sha256(
    Buffer.from([0]),
    JSON.stringify([
      e.seq,
      e.n,
      e.at,
      e.actor,
      e.via,
      e.action,
      e.kind,
      e.scopeId,
      e.importId,
      e.reason,
      e.rows,
      e.digest,
    ]),
  );

/** The root over leaves in order; an odd one is carried up unpaired. */
function rootOf(leaves) {
  let level = leaves;
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at < level.length; at += 2)
      next.push(at + 1 < level.length ? sha256(Buffer.from([1]), level[at], level[at + 1]) : level[at]);
    level = next;
  }
  return level[0]?.toString('hex');
}

const hashOfBlock = (b) =>
  sha256(
    Buffer.from([2]),
    JSON.stringify([b.height, b.fromSeq, b.beforeSeq, b.entries, b.merkleRoot, b.previous]),
  ).toString('hex');

// ---- the export: a folder, or a ZIP that is read without unpacking -------------------------------------------------

function folderOf(path) {
  const names = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(path, join(one.parentPath ?? one.path, one.name)))
    .map((name) => name.split(sep).join('/'));
  return { names, open: (name) => createReadStream(join(path, name)), close: () => undefined };
}

function zipOf(path) {
  const file = openSync(path, 'r');
  const size = statSync(path).size;
  const bytes = (at, length) => {
    const buffer = Buffer.alloc(length);
    const read = readSync(file, buffer, 0, length, at);
    if (read !== length) throw new Error('it ends too early');
    return buffer;
  };
  const tailAt = Math.max(0, size - 22 - 65_535);
  const tail = bytes(tailAt, size - tailAt);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error('it is neither a folder nor a ZIP');
  let [count, length, offset] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50) {
    const large = bytes(Number(tail.readBigUInt64LE(end - 12)), 56);
    [count, length, offset] = [32, 40, 48].map((at) => Number(large.readBigUInt64LE(at)));
  }
  const directory = bytes(offset, length);
  const parts = new Map();
  for (let at = 0, index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      throw new Error('its directory is broken');
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const part = {
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    const unpacked = directory.readUInt32LE(at + 24);
    for (let extra = nameEnd; extra + 4 <= extraEnd; extra += 4 + directory.readUInt16LE(extra + 2)) {
      if (directory.readUInt16LE(extra) !== 1) continue;
      let value = extra + 4;
      const next = () => {
        value += 8;
        return Number(directory.readBigUInt64LE(value - 8));
      };
      if (unpacked === 0xffffffff) next();
      if (part.packed === 0xffffffff) part.packed = next();
      if (part.offset === 0xffffffff) part.offset = next();
    }
    const name = directory.toString('utf8', at + 46, nameEnd);
    if (!name.endsWith('/')) {
      if (parts.has(name)) throw new Error(`it holds ${name} twice`);
      parts.set(name, part);
    }
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return {
    names: [...parts.keys()],
    open: (name) => {
      const { method, packed, offset: at } = parts.get(name);
      const header = bytes(at, 30);
      const start = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      if (packed === 0) return Readable.from([]);
      const raw = createReadStream(path, { start, end: start + packed - 1 });
      if (method === 0) return raw;
      const inflate = createInflateRaw();
      raw.on('error', (error) => inflate.destroy(error));
      return raw.pipe(inflate);
    },
    close: () => closeSync(file),
  };
}

// ---- the check -----------------------------------------------------------------------------------------------------

/** Lines of a part as JSON; a line that is none is a finding. */
async function* linesOf(source, name, fault) {
  const input = source.open(name);
  let line = 0;
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let failed;
  input.on('error', (error) => {
    failed = error;
    reader.close();
  });
  for await (const text of reader) {
    line += 1;
    if (text === '') continue;
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      fault('line_unreadable', { file: name, line });
      continue;
    }
    if (value === null || typeof value !== 'object') fault('line_unreadable', { file: name, line });
    else yield value;
  }
  if (failed) fault('file_altered', { file: name });
}

async function hashOfPart(source, name) {
  const digest = createHash('sha256');
  try {
    for await (const chunk of source.open(name)) digest.update(chunk);
  } catch {
    return 'unreadable';
  }
  return digest.digest('hex');
}

/** Every file is listed with its hash, and every one that is listed is there. @returns hashes by name */
async function checkFiles(source, fault) {
  const hashes = new Map();
  const listed = new Map();
  if (!source.names.includes('SHA256SUMS')) fault('part_missing', { file: 'SHA256SUMS' });
  else
    for await (const text of createInterface({ input: source.open('SHA256SUMS') })) {
      const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(text) ?? [];
      if (name) listed.set(name, hash);
    }
  for (const name of source.names) {
    if (name === 'SHA256SUMS') continue;
    const hash = await hashOfPart(source, name);
    hashes.set(name, hash);
    if (!listed.has(name)) fault('not_listed', { file: name });
    else if (listed.get(name) !== hash) fault('file_altered', { file: name });
  }
  for (const name of listed.keys()) if (!hashes.has(name)) fault('listed_but_gone', { file: name });
  return hashes;
}

async function checkBlocks(source, fault) {
  const blocks = new Map();
  let before;
  for await (const block of linesOf(source, 'blocks.jsonl', fault)) {
    const follows =
      block.height === (before?.height ?? 0) + 1 &&
      block.previous === (before?.hash ?? GENESIS) &&
      block.fromSeq === (before?.beforeSeq ?? 0);
    if (!follows) fault('block_link', { height: block.height });
    if (hashOfBlock(block) !== block.hash) fault('block_hash', { height: block.height });
    blocks.set(block.height, block);
    before = block;
  }
  return { blocks, head: before };
}

const writing = ['record', 'void', 'import'];
const reviewing = ['submit', 'review', 'approve', 'return'];

/** Entries by `seq/n`, each block's checked against its root. */
async function checkEntries(source, blocks, fault) {
  const entries = new Map();
  const counts = { entries: 0, leaves: 0 };
  let height;
  let leaves = [];
  const close = () => {
    if (height === undefined) return;
    const block = blocks.get(height);
    if (!block) fault('block_unknown', { height });
    else if (leaves.length !== block.entries || rootOf(leaves) !== block.merkleRoot) fault('block_root', { height });
  };
  for await (const line of linesOf(source, 'entries.jsonl', fault)) {
    if (line.block !== height) {
      close();
      height = line.block;
      leaves = [];
    }
    if (line.entry) {
      const { entry } = line;
      const block = blocks.get(height);
      if (block && (entry.seq < block.fromSeq || entry.seq >= block.beforeSeq))
        fault('block_range', { height, entry: `${entry.seq}/${entry.n}` });
      entries.set(`${entry.seq}/${entry.n}`, { ...entry, spoken: false });
      leaves.push(leafOf(entry));
      counts.entries += 1;
    } else {
      leaves.push(Buffer.from(String(line.leaf), 'hex'));
      counts.leaves += 1;
    }
  }
  close();
  return { entries, counts };
}

/** Ways in which a revision became bytes, by version; the content is in its canonical form already. */
const contentHashes = {
  1: (content) => sha256(canonicalJson(content)).toString('hex'),
};

/** Revisions in groups by entry: the digest of an entry is over `id revision hash` lines in their order. */
async function checkSpoken(source, name, entries, actions, fault) {
  const counts = { lines: 0, contents: 0 };
  let key;
  let digest;
  const close = () => {
    if (key === undefined) return;
    const entry = entries.get(key);
    if (!entry) return;
    const facts = { entry: key, action: entry.action, kind: entry.kind };
    if (entry.spoken || digest.digest('hex') !== entry.digest) fault('digest', facts);
    entry.spoken = true;
  };
  for await (const line of linesOf(source, name, fault)) {
    counts.lines += 1;
    if (line.entry !== key) {
      close();
      key = line.entry;
      digest = createHash('sha256');
    }
    digest.update(`${line.id} ${line.revision} ${line.hash}\n`);
    const entry = entries.get(key);
    const facts = { kind: entry?.kind ?? '', id: line.id, revision: line.revision };
    if (!entry || !actions.includes(entry.action)) fault('unknown_entry', { ...facts, entry: key });
    if (line.content === undefined) continue;
    counts.contents += 1;
    const hashOf = contentHashes[line.hashVersion];
    if (!hashOf) fault('hash_version', { ...facts, version: line.hashVersion });
    else if (hashOf(line.content) !== line.hash || line.content.kind !== entry?.kind) fault('content', facts);
  }
  close();
  for (const [one, entry] of entries)
    if (actions.includes(entry.action) && !entry.spoken)
      fault('nothing_for', { entry: one, action: entry.action, kind: entry.kind });
  return counts;
}

/** Lines in groups by entry: its digest is over one line of JSON of each. */
async function checkGroups(source, name, entries, action, lineOf, fault) {
  let count = 0;
  let key;
  let digest;
  const close = () => {
    const entry = key === undefined ? undefined : entries.get(key);
    if (!entry) return;
    if (entry.spoken || digest.digest('hex') !== entry.digest)
      fault('digest', { entry: key, action: entry.action, kind: entry.kind });
    entry.spoken = true;
  };
  for await (const line of linesOf(source, name, fault)) {
    count += 1;
    if (line.entry !== key) {
      close();
      key = line.entry;
      digest = createHash('sha256');
    }
    digest.update(`${JSON.stringify(lineOf(line))}\n`);
    if (entries.get(key)?.action !== action)
      fault('paper_unspoken', { file: line.fileName ?? line.link, kind: line.kind ?? '', id: line.id ?? '' });
  }
  close();
  for (const [one, entry] of entries)
    if (entry.action === action && !entry.spoken) fault('nothing_for', { entry: one, action, kind: entry.kind });
  return count;
}

async function checkPapers(source, entries, hashes, fault) {
  const named = new Set();
  let gone = 0;
  const papers = await checkGroups(
    source,
    'papers.jsonl',
    entries,
    'attach',
    (paper) => {
      if (paper.file === null) gone += 1;
      else if (!hashes.has(paper.file)) fault('paper_gone', paper);
      else if (hashes.get(paper.file) !== paper.sha256) fault('paper_altered', paper);
      named.add(paper.file);
      const { link, kind, id, sha256: hash, fileName, evidenceKind, effectiveOn, expiresOn } = paper;
      return [link, kind, id, hash, fileName, evidenceKind, effectiveOn, expiresOn];
    },
    fault,
  );
  const ended = await checkGroups(
    source,
    'ended.jsonl',
    entries,
    'detach',
    ({ link, replacedBy, reason }) => [link, replacedBy, reason],
    fault,
  );
  for (const name of hashes.keys())
    if (name.startsWith('files/') && !named.has(name)) fault('paper_extra', { file: name });
  named.delete(null);
  return { papers, ended, gone, files: named.size };
}

/** Compares two exact decimals as they are written, so that no digit is lost. */
function compareExact(one, other) {
  const parts = (text) => {
    const [whole = '0', fraction = ''] = String(text ?? '0')
      .replace('-', '')
      .split('.');
    return { sign: String(text).startsWith('-') ? -1 : 1, whole, fraction };
  };
  const [a, b] = [parts(one), parts(other)];
  const digits = Math.max(a.fraction.length, b.fraction.length);
  const scaled = ({ sign, whole, fraction }) => BigInt(sign) * BigInt(whole + fraction.padEnd(digits, '0'));
  const [x, y] = [scaled(a), scaled(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Draws the sample again from the population that the export holds. */
async function checkDraw(source, fault) {
  if (!source.names.includes('sample.json')) return undefined;
  const chunks = [];
  for await (const chunk of source.open('sample.json')) chunks.push(chunk);
  const sample = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  if (!source.names.includes('population.jsonl')) return undefined;
  const populations = new Map();
  const digests = new Map();
  for await (const { kind, id, quantity } of linesOf(source, 'population.jsonl', fault)) {
    const list = populations.get(kind) ?? [];
    list.push({
      id,
      quantity,
      rank: sample.how.by === 'seed' ? sha256(`${sample.how.seed}\n${id}`).toString('hex') : '',
    });
    populations.set(kind, list);
    const digest = digests.get(kind) ?? createHash('sha256');
    digest.update(`${id}\n`);
    digests.set(kind, digest);
  }
  const byId = (one, other) => (one.id < other.id ? -1 : 1);
  const order =
    sample.how.by === 'seed'
      ? (one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : byId(one, other))
      : (one, other) => compareExact(other.quantity, one.quantity) || byId(one, other);
  for (const { kind, digest } of sample.populations)
    if ((digests.get(kind) ?? createHash('sha256')).digest('hex') !== digest) fault('draw_population', { kind });
  for (const { kind } of sample.populations) {
    const found = sample.records.filter((one) => one.kind === kind).map(({ id }) => id);
    const expected = (populations.get(kind) ?? []).sort(order).slice(0, sample.how.count);
    const wrong = Math.max(found.length, expected.length);
    for (let at = 0; at < wrong; at += 1)
      if (found[at] !== expected[at]?.id) {
        fault('draw', { kind, found: found[at] ?? '—', expected: expected[at]?.id ?? '—' });
        break;
      }
  }
  return sample.records.length;
}

const needed = [
  'manifest.json',
  'blocks.jsonl',
  'entries.jsonl',
  'revisions.jsonl',
  'steps.jsonl',
  'papers.jsonl',
  'ended.jsonl',
];

/**
 * Checks an export.
 * @throws Error when it cannot be read at all
 */
export async function verifyExport(path, { head: given } = {}) {
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  const source = statSync(path).isDirectory() ? folderOf(path) : zipOf(path);
  const findings = [];
  let count = 0;
  const fault = (code, facts) => {
    count += 1;
    if (findings.length < MOST_TOLD) findings.push({ code, facts });
  };
  try {
    for (const file of needed) if (!source.names.includes(file)) throw new Error(say('en', 'part_missing', { file }));
    const chunks = [];
    for await (const chunk of source.open('manifest.json')) chunks.push(chunk);
    const manifest = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (manifest.format !== 'greenfab-history' || manifest.version !== 1)
      throw new Error(`its manifest says ${manifest.format} ${manifest.version}`);
    const hashes = await checkFiles(source, fault);
    const { blocks, head } = await checkBlocks(source, fault);
    const { entries, counts } = await checkEntries(source, blocks, fault);
    const revisions = await checkSpoken(source, 'revisions.jsonl', entries, writing, fault);
    const steps = await checkSpoken(source, 'steps.jsonl', entries, reviewing, fault);
    const papers = await checkPapers(source, entries, hashes, fault);
    const drawn = await checkDraw(source, fault);
    const found = {
      ...{ blocks: blocks.size, ...counts, revisions: revisions.lines, contents: revisions.contents },
      ...{ steps: steps.lines, ...papers },
    };
    for (const [what, said] of Object.entries(manifest.counts))
      if (found[what] !== said) fault('manifest_counts', { what, said, found: found[what] });
    if ((manifest.head?.hash ?? null) !== (head?.hash ?? null)) fault('manifest_head', {});
    const known = given === undefined ? undefined : [...blocks.values()].find((block) => block.hash === given);
    if (given !== undefined && !known) fault('head_unknown', { hash: given });
    return {
      ok: count === 0,
      ...{ counts: found, redrawn: drawn ?? null, head: head ? { height: head.height, hash: head.hash } : null },
      ...{ headGiven: known ? known.height : null, faults: count, findings },
    };
  } finally {
    source.close();
  }
}

/** What was found, in words. */
export function inWords(verdict, language = 'en') {
  const { counts, findings, faults, head, headGiven, redrawn } = verdict;
  return [
    `${say(language, verdict.ok ? 'holds' : 'broken')}: ${say(language, 'counted', counts)}`,
    ...findings.map(({ code, facts }) => `  ${say(language, code, facts)}`),
    ...(faults > findings.length ? [`  ${say(language, 'more', { count: faults - findings.length })}`] : []),
    ...(counts.gone > 0 ? [say(language, 'gone', { count: counts.gone })] : []),
    ...(redrawn !== null && verdict.ok ? [say(language, 'redrawn', { count: redrawn })] : []),
    head ? say(language, 'head', head) : say(language, 'no_head'),
    ...(headGiven === null
      ? head
        ? [say(language, 'head_advice')]
        : []
      : [say(language, 'head_given', { height: headGiven })]),
  ].join('\n');
}

async function main(args) {
  const flags = { head: undefined, lang: 'en', json: false };
  const paths = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '--json') flags.json = true;
    else if (args[at] === '--head' || args[at] === '--lang') {
      flags[args[at].slice(2)] = args[at + 1];
      at += 1;
    } else paths.push(args[at]);
  }
  const isAsked = paths.length === 1 && !paths[0].startsWith('-') && (flags.lang === 'en' || flags.lang === 'zh');
  if (!isAsked || (flags.head !== undefined && !/^[0-9a-f]{64}$/.test(flags.head))) {
    process.stderr.write(`${say(flags.lang === 'zh' ? 'zh' : 'en', 'usage')}\n`);
    return 2;
  }
  try {
    const verdict = await verifyExport(paths[0], flags.head === undefined ? {} : { head: flags.head });
    process.stdout.write(`${flags.json ? JSON.stringify(verdict, null, 2) : inWords(verdict, flags.lang)}\n`);
    return verdict.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${say(flags.lang, 'unreadable', { why: error.message })}\n`);
    return 2;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = await main(process.argv.slice(2));
