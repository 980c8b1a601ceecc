/**
 * What the panel needs for its first drawing, asked for by the first few kilobytes of it: the
 * browser answers while the rest is fetched and compiled.
 *
 * It holds only as long as nothing has changed since it was asked for (another tab in front, a
 * setting, a sign-in, a step in another panel), and only until the first look is over; after
 * that one asks as always. Nothing here is checked: whoever takes it parses it, as it would
 * what it had asked for itself. Loaded before everything else, so it imports next to nothing.
 */
import { browser } from 'wxt/browser'
import { keptViewKey } from '../bridge/kept-view.ts'
import type { EarlyView } from '../bridge/ticket-in-view.ts'
import { type LastState, readLastState } from './last-state.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import { ticketKeyOf } from './ticket-key.ts'

export interface Ahead {
  /** What is kept under this name on the local shelf; undefined where one has to ask oneself. */
  kept(key: string): Promise<{ value: unknown } | undefined>
  inView(): Promise<EarlyView | undefined>
  /** The database of whoever is signed in, being opened. */
  db(): Promise<LocalStore | undefined>
  /** What that database keeps of this ticket, where it is the one in view. */
  lastState(dbName: string, ticketKey: string): Promise<LastState | undefined>
  /** From now on nothing that was asked ahead is given out. */
  end(): void
}

interface Early {
  db: LocalStore
  ticketKey: string | undefined
  state: Promise<LastState> | undefined
}

export function askAhead(): Ahead {
  const over = new AbortController()
  const end = () => over.abort()
  for (const event of [browser.storage.onChanged, browser.tabs.onActivated]) {
    event.addListener(end)
    over.signal.addEventListener('abort', () => event.removeListener(end))
  }
  const unlessOver = <T>(asked: Promise<T>): Promise<T | undefined> =>
    asked.then(
      (value) => (over.signal.aborted ? undefined : value),
      () => undefined,
    )

  const local = browser.storage.local.get(['settings', 'account'])
  const inView = Promise.all([
    browser.tabs.query({ active: true, currentWindow: true }),
    browser.storage.session.get(null),
  ]).then(([[tab], kept]): EarlyView | undefined =>
    tab?.id === undefined || tab.windowId === undefined
      ? undefined
      : { windowId: tab.windowId, kept: kept[keptViewKey(tab.id)] },
  )
  const early = Promise.all([local, inView]).then(([{ account }, view]): Early | undefined => {
    const who = ownerOf(account)
    // Over before this was known: nothing is begun that nobody would end.
    if (!who || over.signal.aborted) return undefined
    const db = openLocalStore(who.server, who.personId, async () => {
      const still = ownerOf((await browser.storage.local.get('account')).account)
      return still?.server === who.server && still.personId === who.personId
    })
    const channel = new BroadcastChannel(db.name)
    channel.addEventListener('message', end)
    over.signal.addEventListener('abort', () => channel.close())
    const ticketKey = ticketKeyIn(view?.kept)
    const state = ticketKey ? readLastState(db, who.personId, ticketKey) : undefined
    // Told to whoever asks; where nobody does, they ask the browser themselves and are told so.
    state?.catch(() => undefined)
    return { db, ticketKey, state }
  })
  early.catch(() => undefined)

  return {
    end,
    kept: (key) => unlessOver(local.then((kept) => ({ value: kept[key] }))),
    inView: () => unlessOver(inView),
    db: () => unlessOver(early.then((found) => found?.db)),
    lastState: (dbName, ticketKey) =>
      unlessOver(
        early.then((found) =>
          found?.db.name === dbName && found.ticketKey === ticketKey ? found.state : undefined,
        ),
      ),
  }
}

/** Safe to be wrong: what is looked up under it is taken only by its right owner. */
function ownerOf(account: unknown): { server: string; personId: string } | undefined {
  const server = part(account, 'server')
  const personId = part(part(account, 'person'), 'id')
  return typeof server === 'string' && typeof personId === 'string'
    ? { server, personId }
    : undefined
}

/** Safe to be wrong, too: it is taken only for the ticket of this key. */
function ticketKeyIn(view: unknown): string | undefined {
  const ref = part(part(view, 'sighting'), 'ref')
  const origin = part(ref, 'origin')
  const ticketId = part(ref, 'ticketId')
  return typeof origin === 'string' && typeof ticketId === 'number'
    ? ticketKeyOf({ origin, ticketId })
    : undefined
}

const part = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null
    ? Object.entries(of).find(([key]) => key === name)?.[1]
    : undefined
