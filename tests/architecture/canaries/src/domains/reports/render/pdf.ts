// legal
import '../model/document.ts';
import './page.ts';
import '#units/mass.ts';
import 'zod';
import 'node:fs';
