/** Takes what a browser keeps of one person away, also while other surfaces have it open. */
import { deleteDB, openDB } from 'idb'
import { localStoreName } from './local-store-name.ts'

/** Empties it at once, and deletes it as soon as every surface has let go. */
export async function deleteLocalStore(server: string, personId: string): Promise<void> {
  const name = localStoreName(server, personId)
  const db = await openDB(name)
  const tables = [...db.objectStoreNames]
  if (tables.length > 0) {
    const change = db.transaction(tables, 'readwrite')
    await Promise.all([...tables.map((of) => change.objectStore(of).clear()), change.done])
  }
  db.close()
  await deleteDB(name)
}
