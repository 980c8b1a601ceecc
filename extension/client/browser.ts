/**
 * The browser as the stores see it: storage, locks, channels, network. Named here and nowhere
 * else in the panel and the pages, so that both run in tests without one.
 */
import { v7 } from 'uuid'
import { browser } from 'wxt/browser'
import { type Client, createClient } from '../client.ts'
import type { Ahead } from './ahead.ts'
import type { LeaveStore } from './leave-store.ts'
import { type LocalStore, openLocalStore } from './local-store.ts'
import type { SessionDeps } from './session-deps.ts'
import { createSettings, type SettingsShelf } from './settings.ts'
import { type Account, createTokens, type Shelf, type Tokens } from './tokens.ts'

export interface Surroundings {
  local: Shelf
  settings: SettingsShelf
  tokens: Tokens
  client: Client
  isOnline: () => boolean
  watchOnline: (tell: () => void) => () => void
}

/** `drawn`: until when every request waits, so that none is in the way of the first drawing. */
export function surroundings(ahead?: Pick<Ahead, 'kept'>, drawn?: Promise<void>): Surroundings {
  void browser.storage.local
    // Chromium's; keeps the refresh token from content scripts. Firefox has no such door.
    .setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
    .catch(() => undefined)
  const local = shelf('local', ahead)
  const settings = createSettings(local)
  const isOnline = () => navigator.onLine
  const outside = {
    async fetch(...request: Parameters<typeof fetch>) {
      await drawn
      return fetch(...request)
    },
    isOnline,
  }
  const tokens = createTokens({
    ...outside,
    local,
    session: shelf('session'),
    locks: navigator.locks,
    now: Date.now,
  })
  const serverOf = async () => (await settings.read()).server
  return {
    local,
    settings,
    tokens,
    client: createClient({ ...outside, serverOf, tokens }),
    isOnline,
    watchOnline,
  }
}

/** What this browser keeps of one person, as long as they are signed in. */
export function localStoreOf(
  { tokens }: Pick<Surroundings, 'tokens'>,
  { server, person }: Account,
): LocalStore {
  return openLocalStore(server, person.id, async () => {
    const who = await tokens.account()
    return who?.server === server && who.person.id === person.id
  })
}

/** What a session's store needs, for one signed-in person. */
export function sessionDeps(
  around: Surroundings,
  account: Account,
  db: LocalStore = localStoreOf(around, account),
): SessionDeps {
  return {
    db,
    client: around.client,
    me: { kind: 'person', id: account.person.id, name: account.person.name },
    locks: navigator.locks,
    channel: recordChannel(db.name),
    online: { is: around.isOnline, watch: around.watchOnline },
    wait,
    random: Math.random,
    now: () => new Date().toISOString(),
    newId: () => v7(),
  }
}

/** Signing this person out. */
export async function openLeaveStore(around: Surroundings, account: Account): Promise<LeaveStore> {
  const [{ createLeaveStore }, { leave }] = await Promise.all([
    import('./leave-store.ts'),
    import('./leave.ts'),
  ])
  return createLeaveStore({
    session: sessionDeps(around, account),
    stopClocks: () => stopChannel().post('stop'),
    leave: (keeps) => leave(around, account, keeps),
  })
}

function shelf(area: 'local' | 'session', ahead?: Pick<Ahead, 'kept'>): Shelf {
  const storage = browser.storage[area]
  return {
    async read(key) {
      const early = await ahead?.kept(key)
      return early ? early.value : (await storage.get(key))[key]
    },
    write: (key, value) => storage.set({ [key]: value }),
    remove: (key) => storage.remove(key),
    watch(key, tell) {
      const hear = (changes: Record<string, unknown>) => {
        if (Object.hasOwn(changes, key)) tell()
      }
      storage.onChanged.addListener(hear)
      return () => storage.onChanged.removeListener(hear)
    },
  }
}

function recordChannel(name: string): SessionDeps['channel'] {
  const channel = new BroadcastChannel(name)
  return {
    post: (sessionId) => channel.postMessage(sessionId),
    hear(tell) {
      const hear = (message: MessageEvent) => {
        if (typeof message.data === 'string') tell(message.data)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
  }
}

/** By which panels of a profile tell each other that only one clock runs. */
export function stopChannel(): { post(message: 'stop'): void; hear(tell: () => void): () => void } {
  const channel = new BroadcastChannel('resolutionflow clock')
  return {
    post: (message) => channel.postMessage(message),
    hear(tell) {
      channel.addEventListener('message', tell)
      return () => channel.removeEventListener('message', tell)
    },
  }
}

function watchOnline(tell: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') tell()
  }
  addEventListener('online', tell)
  addEventListener('offline', tell)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** A while, or less when the signal ends. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
