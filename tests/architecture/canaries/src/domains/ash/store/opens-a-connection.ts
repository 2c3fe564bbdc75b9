// caught: store-stays-in-its-lane, only-platform-opens-the-database
import 'pg';
