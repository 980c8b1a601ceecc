/**
 * What both drivers make of the database's values: whole numbers are `number`, dates text, and
 * every point in time ISO 8601 in UTC with milliseconds, which is how the contract spells them.
 */
import { CamelCasePlugin, type CompiledQuery } from 'kysely'

export const OIDS = { int8: 20, date: 1082, timestamptz: 1184 }

/** `2026-03-02 14:05:09.123+00`, as Postgres writes it, to `2026-03-02T14:05:09.123Z`. */
export const toInstant = (text: string): string =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()

/** Columns are snake_case and rows camelCase; stored JSON is left as it is. */
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })
export const plugins = () => [camelCase]

type Row = Record<string, unknown>

/** Rows that did not come through Kysely, as it would give them. */
export async function tellRows({ queryId }: CompiledQuery, rows: Row[]): Promise<Row[]> {
  const told = await camelCase.transformResult({ queryId, result: { rows } })
  return told.rows
}
