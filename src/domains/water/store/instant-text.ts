// An instant as the database reads it, also where it is before or after all others.

/** Milliseconds since 1970, either infinity among them, as text for `timestamptz`. */
export function instantText(ms: number): string {
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  return ms < 0 ? '-infinity' : 'infinity';
}
