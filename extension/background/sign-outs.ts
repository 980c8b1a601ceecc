/** What a sign-out has left that was cut off is taken away by the worker, whenever it runs again. */
import { browser } from 'wxt/browser'
import * as z from 'zod/mini'
import { finishLeaving } from '../client/leave.ts'
import { Account } from '../client/tokens.ts'

export async function finishSignOuts(): Promise<void> {
  const { local } = browser.storage
  const read = async (key: string) => (await local.get(key))[key]
  await finishLeaving(
    {
      local: { read, remove: (key) => local.remove(key) },
      locks: navigator.locks,
      async isSignedIn(server, personId) {
        const { data: who } = z.safeParse(Account, await read('account'))
        return who?.server === server && who.person.id === personId
      },
    },
    await local.get(null),
  )
}
