// The stories of waste at work in a real browser, in Chinese on PostgreSQL.
import { tellAtWork } from './tell-at-work.ts';

tellAtWork({ database: 'PostgreSQL', language: 'zh' });
