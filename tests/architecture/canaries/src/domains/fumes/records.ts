// legal
import '#platform/records/declare/leak.ts';
