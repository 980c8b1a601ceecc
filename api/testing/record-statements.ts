/**
 * Which statements one request sends, as the driver is given them, and in how many round trips:
 * a new one begins with each statement that is sent while none is under way.
 *
 * The same request is answered by the same application in this process, while the driver is
 * listened to. So what is counted is seen, not believed.
 */
import pg from 'pg'

export interface Statement {
  text: string
  values: readonly unknown[]
}

export interface Recorded<T> {
  result: T
  statements: Statement[]
  roundTrips: number
}

export async function recordStatements<T>(work: () => Promise<T>): Promise<Recorded<T>> {
  const statements: Statement[] = []
  let roundTrips = 0
  let underWay = 0
  const { prototype } = pg.Client
  const query = prototype.query
  Object.assign(prototype, {
    query(this: pg.Client, ...asked: unknown[]) {
      statements.push(toStatement(asked))
      if (underWay === 0) roundTrips += 1
      underWay += 1
      const answer: unknown = Reflect.apply(query, this, asked)
      const settle = () => {
        underWay -= 1
      }
      void Promise.resolve(answer).then(settle, settle)
      return answer
    },
  })
  try {
    return { result: await work(), statements, roundTrips }
  } finally {
    Object.assign(prototype, { query })
  }
}

function toStatement([first, second]: unknown[]): Statement {
  if (typeof first === 'string') return { text: first, values: listOf(second) }
  if (typeof first !== 'object' || first === null || !('text' in first)) return NONE
  return { text: String(first.text), values: listOf('values' in first ? first.values : []) }
}

const NONE: Statement = { text: '', values: [] }

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
