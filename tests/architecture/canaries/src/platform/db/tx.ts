// legal
import { Client } from 'pg';
import 'kysely';
import '#units/mass.ts';
export type Tx = Client;
