// The story of one sheet in a real browser, in English on the embedded database.
import { tellOneSheet } from './tell-one-sheet.ts';

tellOneSheet({ database: 'PGlite', language: 'en' });
