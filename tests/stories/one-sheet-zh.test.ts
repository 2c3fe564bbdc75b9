// The story of one sheet in a real browser, in Chinese on PostgreSQL.
import { tellOneSheet } from './tell-one-sheet.ts';

tellOneSheet({ database: 'PostgreSQL', language: 'zh' });
