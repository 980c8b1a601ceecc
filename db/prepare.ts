/**
 * Statements that Kysely builds and types once, when the program starts, and that the database
 * plans once per connection: for what is asked with nearly every request.
 *
 * The text is the same each time and only values differ, so it is looked up by its text where it
 * is sent. What is not prepared here works as well, only slower.
 */
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import type { Database } from './tables.ts'
import { plugins, tellRows } from './values.ts'

/**
 * Begins the text of a statement that is sent and not waited for, on Postgres. What comes next in
 * its transaction goes out right behind it, and fails with its reason when it fails.
 */
export const AHEAD = '/* ahead */ '

/** The same statement, sent ahead. */
export const ahead = <Row>(query: Compilable<Row>): Compilable<Row> => ({
  compile() {
    const compiled = query.compile()
    return { ...compiled, sql: AHEAD + compiled.sql }
  },
})

/** What Kysely is told of a statement that was sent ahead, instead of its rows. */
export class Later {
  readonly rows: Promise<Record<string, unknown>[]>
  constructor(rows: Promise<Record<string, unknown>[]>) {
    this.rows = rows
  }
}

/** Sends a statement ahead; its rows come when what follows has been sent. */
export async function sendAhead<Row>(
  db: Kysely<Database>,
  query: CompiledQuery<Row>,
): Promise<{ rows: Promise<Row[]> }> {
  const { rows } = await db.executeQuery<Row | { later: Later }>(query)
  const [first] = rows
  const isLater = typeof first === 'object' && first !== null && 'later' in first
  const coming = isLater ? first.later.rows.then((raw) => tellRows(query, raw)) : rows
  return { rows: Promise.resolve(coming) as Promise<Row[]> } // the query says what its rows are
}

/** Builds, and never asks: it has no database behind it. */
const builder = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: plugins(),
})

const names = new Map<string, string>()

/** Under which name a statement is kept by the database; none for one that was not prepared. */
export const preparedName = (text: string): string | undefined => names.get(text)

/** Gives each value its place: `value('teamId')` stands for it while the statement is built. */
type Place<V> = <K extends keyof V & string>(name: K) => V[K]

export function prepare<V extends object, Row>(
  name: string,
  build: (db: Kysely<Database>, value: Place<V>) => Compilable<Row> | RawBuilder<Row>,
): (values: V) => CompiledQuery<Row> {
  const place: Place<V> = (of) => new Slot(of) as never // goes no further than the built statement
  const built = build(builder, place)
  const compiled = 'isRawBuilder' in built ? built.compile(builder) : built.compile()
  names.set(compiled.sql, name)
  const slots = compiled.parameters
  return (values) => ({
    ...compiled,
    parameters: slots.map((slot) => (slot instanceof Slot ? Reflect.get(values, slot.of) : slot)),
  })
}

class Slot {
  readonly of: string
  constructor(of: string) {
    this.of = of
  }
}
