// caught: foundations-stand-alone
import 'zod';
