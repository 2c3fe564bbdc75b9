// legal
import '#platform/db/tx.ts';
import 'fastify';
