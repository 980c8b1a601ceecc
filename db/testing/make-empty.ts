/** An empty database on a server: its address. `sqlOf` is run as the server's administrator. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export async function makeEmpty(
  server: { url: string } | null | undefined,
  sqlOf: (name: string) => string[] = () => [],
): Promise<string> {
  const name = `rf_file_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server?.url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  for (const statement of sqlOf(name)) await admin.query(statement)
  await admin.end()
  return new URL(`/${name}`, server?.url).href
}
