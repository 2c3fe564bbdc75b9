// Substances that come with the program, by edition: read in once, found by key.
import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { IdentitiesTold } from '../model/substance.ts';

/** What is held of a substance. */
export interface Identity {
  key: string;
  cas: string | null;
  ec: string | null;
  nameEn: string | null;
  nameZh: string | null;
  formula: string | null;
  smiles: string | null;
  inchiKey: string | null;
  lists: string;
  otherNames: string[];
}

/** An edition and how far it is read. */
export interface IdentityEdition extends IdentitiesTold {
  id: string;
}

/** What is told of it. */
export const editionTold = ({ edition: name, state, progress, identities }: IdentityEdition): IdentitiesTold => ({
  ...{ edition: name, state, progress, identities },
});

const edition = sql`select id, edition, state, progress::float8 as progress, identities from substances_identity_edition`;

/** The edition in use: the newest that is whole, else the newest that is on its way. */
export async function findEditionInUse(tx: Tx): Promise<IdentityEdition | undefined> {
  const { rows } =
    await sql<IdentityEdition>`${edition} order by state = 'ready' desc, edition desc, made_at desc limit 1`.execute(
      tx,
    );
  return rows[0];
}

/** The edition of a file. */
export async function findEditionOfFile(tx: Tx, sha256: string): Promise<IdentityEdition | undefined> {
  const { rows } = await sql<IdentityEdition>`${edition} where file_sha256 = decode(${sha256}, 'hex')`.execute(tx);
  return rows[0];
}

/** Says that a file is about to be read, or about to be read anew after it was broken off. */
export async function startIdentities(tx: Tx, one: { id: string; edition: string; sha256: string }): Promise<void> {
  await sql`insert into substances_identity_edition (id, seq, edition, file_sha256, state)
    values (${one.id}, app_seq(), ${one.edition}, decode(${one.sha256}, 'hex'), 'reading')
    on conflict (file_sha256) do nothing`.execute(tx);
}

export const noteIdentitiesProgress = (tx: Tx, id: string, share: number) =>
  sql`update substances_identity_edition set progress = ${share} where id = ${id}`.execute(tx);

/** Takes away what was read of a file before its reading was broken off. */
export const dropIdentities = (tx: Tx, editionId: string) =>
  sql`delete from substances_identity where edition_id = ${editionId}`.execute(tx);

export const endIdentities = (tx: Tx, id: string, identities: number) =>
  sql`update substances_identity_edition set state = 'ready', progress = 1, identities = ${identities}, ended_at = now() where id = ${id}`.execute(
    tx,
  );

/** Keeps identities, in one statement. */
export async function insertIdentities(tx: Tx, editionId: string, identities: readonly Identity[]): Promise<void> {
  const column = <T>(of: (one: Identity) => T) => identities.map(of);
  await sql`insert into substances_identity (edition_id, key, cas, ec, name_en, name_zh, formula, smiles, inchi_key, lists, other_names)
    select ${editionId}, u.key, u.cas, u.ec, u.name_en, u.name_zh, u.formula, u.smiles, u.inchi_key, u.lists,
      case when u.other_names = '' then '{}' else string_to_array(u.other_names, e'\n') end
    from unnest(${column(({ key }) => key)}::text[], ${column(({ cas }) => cas)}::text[], ${column(({ ec }) => ec)}::text[],
      ${column(({ nameEn }) => nameEn)}::text[], ${column(({ nameZh }) => nameZh)}::text[], ${column(({ formula }) => formula)}::text[],
      ${column(({ smiles }) => smiles)}::text[], ${column(({ inchiKey }) => inchiKey)}::text[], ${column(({ lists }) => lists)}::text[],
      ${column(({ otherNames }) => otherNames.join('\n'))}::text[])
      as u (key, cas, ec, name_en, name_zh, formula, smiles, inchi_key, lists, other_names)`.execute(tx);
}

const identity = sql`key, cas, ec, name_en as "nameEn", name_zh as "nameZh", formula, smiles, inchi_key as "inchiKey", lists, other_names as "otherNames"`;

/** Identities of an edition by key; without what it does not hold. */
export async function findIdentities(
  tx: Tx,
  editionId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Identity>> {
  const { rows } =
    await sql<Identity>`select ${identity} from substances_identity where edition_id = ${editionId} and key = any(${[...keys]}::text[])`.execute(
      tx,
    );
  return new Map(rows.map((one) => [one.key, one]));
}

/** Names and formulas of an edition by key; without what it does not hold. */
export async function listFormulas(
  tx: Tx,
  editionId: string,
  keys: readonly string[],
): Promise<Pick<Identity, 'key' | 'nameEn' | 'nameZh' | 'formula'>[]> {
  const { rows } = await sql<Pick<Identity, 'key' | 'nameEn' | 'nameZh' | 'formula'>>`
    select key, name_en as "nameEn", name_zh as "nameZh", formula from substances_identity
    where edition_id = ${editionId} and key = any(${[...keys]}::text[])`.execute(tx);
  return rows;
}

/** The next identities of an edition in the order of their keys, without their structures. */
export async function listIdentitiesAfter(
  tx: Tx,
  editionId: string,
  after: string,
  most: number,
): Promise<Pick<Identity, 'key' | 'cas' | 'ec' | 'nameEn' | 'nameZh' | 'formula' | 'lists' | 'otherNames'>[]> {
  const { rows } =
    await sql<Identity>`select key, cas, ec, name_en as "nameEn", name_zh as "nameZh", formula, lists, other_names as "otherNames" from substances_identity
    where edition_id = ${editionId} and key > ${after} order by key limit ${most}`.execute(tx);
  return rows;
}
