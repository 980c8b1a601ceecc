/** Everything this profile of a browser keeps for the extension, as one text to search in. */
import type { Page } from 'puppeteer-core'

export const keptInBrowser = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: Record<'local' | 'session', { get(): Promise<object> }> }
    }
    const kept: unknown[] = [
      await chrome.storage.local.get(),
      await chrome.storage.session.get(),
      { ...localStorage },
      { ...sessionStorage },
    ]
    const ended = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name } of await indexedDB.databases()) {
      const db = await ended(indexedDB.open(name ?? ''))
      for (const store of db.objectStoreNames) {
        kept.push(await ended(db.transaction(store).objectStore(store).getAll()))
      }
      db.close()
    }
    return JSON.stringify(kept)
  })

/** The databases of this profile, by name. */
export const databasesIn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))

/** Resolves once every flow that is offered is kept whole, so that one can be walked without a network. */
export async function untilFlowsAreKept(panel: Page): Promise<void> {
  await panel.waitForFunction(
    async () => {
      const ended = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      for (const { name = '' } of await indexedDB.databases()) {
        const db = await ended(indexedDB.open(name))
        const read = db.transaction(['lists', 'flows'])
        const list: { flows?: unknown[] } = await ended(read.objectStore('lists').get('flows'))
        const count = await ended(read.objectStore('flows').count())
        db.close()
        if (list?.flows?.length && count >= list.flows.length) return true
      }
      return false
    },
    { polling: 250 },
  )
}

/** The rows of a kind that this browser keeps. */
export const keptRows = (page: Page, kind: string): Promise<Record<string, unknown>[]> =>
  page.evaluate(async (of) => {
    const ended = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const rows: Record<string, unknown>[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await ended(indexedDB.open(name ?? ''))
      rows.push(...(await ended(db.transaction(of).objectStore(of).getAll())))
      db.close()
    }
    return rows
  }, kind)
