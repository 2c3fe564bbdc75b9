// What a measurement or a test written in TypeScript may ask of postgres.mjs.

/** Starts a new, empty PostgreSQL on a free port; `durable` syncs to disk as in earnest. `url` signs in as its owner role, no superuser. */
export function startPostgres(options?: {
  durable?: boolean;
  settings?: Record<string, string>;
}): Promise<{ url: string; superuserUrl: string; stop: () => Promise<void> }>;
