// The thread in which items are judged: it holds the index of all of them, and connections of its own.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { todayIn } from '#period/calendar-date.ts';
import { connect } from '#platform/db/database.ts';
import { readPacks } from '#platform/packs/load.ts';
import { type VerdictQuestion, type VerdictReply, type VerdictTask, wireVerdicts } from './wire-verdicts.ts';

const { engine, connection, home } = workerData as VerdictTask;
const db = connect(engine, connection);
const keeper = wireVerdicts(db, readPacks(join(home, 'reference'), todayIn('Asia/Shanghai', Date.now())), home);

async function answer(question: VerdictQuestion): Promise<unknown> {
  if ('stop' in question) return db.close();
  return 'impact' in question ? keeper.impact(question.impact) : keeper.catchUp();
}

parentPort?.on('message', async (question: VerdictQuestion) => {
  const { number } = question;
  const reply = await answer(question).then(
    (found): VerdictReply => ({ number, found }),
    (error: unknown): VerdictReply => ({ number, failed: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(reply);
});
