// One small question that every request asks: those that come while one is under way go together in the next.

/**
 * Joins questions. An answer is never older than its question: what is under way already is nobody's who comes later.
 * @param ask answers many at once; what is not in its answer is not there
 */
export function askTogether<K, V>(
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  let isUnderWay = false;
  let waiting: { keys: Set<K>; answered: Promise<ReadonlyMap<K, V>>; begin(): void } | null = null;
  const begin = () => {
    isUnderWay = waiting !== null;
    const next = waiting;
    waiting = null;
    next?.begin();
  };
  return async (key) => {
    if (!waiting) {
      const keys = new Set<K>();
      const { promise, resolve } = Promise.withResolvers<void>();
      const answered = promise.then(() => ask([...keys])).finally(begin);
      answered.catch(() => undefined);
      waiting = { keys, answered, begin: resolve };
    }
    waiting.keys.add(key);
    const { answered } = waiting;
    if (!isUnderWay) begin();
    return (await answered).get(key);
  };
}
