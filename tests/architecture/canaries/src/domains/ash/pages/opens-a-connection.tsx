// caught: screens-reach-no-server, only-platform-opens-the-database
import 'pg';
