/**
 * Which statements one request sends, as the driver is given them.
 *
 * The same request is answered by the same application in this process, while the driver is
 * listened to. So the bound always runs what the product runs today, and the count of round
 * trips is seen, not believed.
 */
import pg from 'pg'

export interface Statement {
  text: string
  values: readonly unknown[]
}

export async function recordStatements<T>(
  work: () => Promise<T>,
): Promise<{ result: T; statements: Statement[] }> {
  const statements: Statement[] = []
  const { prototype } = pg.Client
  const query = prototype.query
  Object.assign(prototype, {
    query(this: pg.Client, ...asked: unknown[]) {
      const [first, values] = asked
      if (typeof first === 'string') {
        statements.push({ text: first, values: Array.isArray(values) ? values : [] })
      }
      return Reflect.apply(query, this, asked)
    },
  })
  try {
    return { result: await work(), statements }
  } finally {
    Object.assign(prototype, { query })
  }
}
