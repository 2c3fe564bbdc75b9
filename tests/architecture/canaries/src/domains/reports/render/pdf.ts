// legal
import '../model/document.ts';
import './page.ts';
import 'zod';
import 'node:fs';
