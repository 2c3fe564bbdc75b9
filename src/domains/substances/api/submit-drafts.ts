// What was just recorded of a file is handed on to whoever approves it: nothing of it is left to be submitted by hand.
import type { Tx } from '#platform/db/database.ts';
import type { Via } from '#platform/history/entry.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { move } from '#platform/records/server/move.ts';
import { findLatest } from '#platform/records/server/read.ts';
import type { Recorded } from '#platform/records/server/record.ts';

export async function submitDrafts(
  tx: Tx,
  kind: RecordKind,
  recorded: readonly Pick<Recorded, 'id' | 'state'>[],
  via: Via,
): Promise<void> {
  const drafts = recorded.flatMap(({ id, state }) => (state === 'draft' ? [id] : []));
  if (drafts.length === 0) return;
  const bound = (await findLatest(tx, kind, drafts)).map(({ id, revision, hash }) => ({ id, revision, hash }));
  await move(tx, kind, bound, { step: 'submit', via });
}
