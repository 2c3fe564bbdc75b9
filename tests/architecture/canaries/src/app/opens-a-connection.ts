// caught: only-platform-opens-the-database
import 'pg';
