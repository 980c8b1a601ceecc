import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import {
  addSite,
  followGrants,
  isGrantedSite,
  listSites,
  registerScripts,
  removeSite,
} from './grants.ts'

const SITE = 'https://cw.example.com'
const PATTERN = `${SITE}/*`

let granted: Set<string>
let registered: { id: string; matches: string[] }[]
let injected: number[]
let tabs: { id: number; url: string }[]

beforeEach(() => {
  fakeBrowser.reset()
  granted = new Set()
  registered = []
  injected = []
  tabs = []
  imitateBrowser()
})

describe('a ConnectWise site of one’s own', () => {
  test('gets our script once it is both added and granted', async () => {
    await addSite(SITE)
    expect(await listSites()).toEqual([{ origin: SITE, isGranted: false }])
    expect(registered).toEqual([])
    granted.add(PATTERN)
    await registerScripts()
    expect(registered.map(({ matches }) => matches)).toEqual([[PATTERN]])
    expect(await isGrantedSite(SITE)).toBe(true)
  })

  test('gets it in tabs that are open already, and in no others', async () => {
    tabs = [
      { id: 1, url: `${SITE}/v4_6_release/ConnectWise.aspx` },
      { id: 2, url: 'https://example.org/' },
    ]
    granted.add(PATTERN)
    await addSite(SITE)
    expect(injected).toEqual([1])
  })

  test('that is granted for something else gets none', async () => {
    granted.add('https://flows.example.com/*')
    await registerScripts()
    expect(registered).toEqual([])
    expect(await isGrantedSite('https://flows.example.com')).toBe(false)
  })

  test('loses it when it is removed, with the grant', async () => {
    granted.add(PATTERN)
    await addSite(SITE)
    await removeSite(SITE)
    expect(registered).toEqual([])
    expect(granted.has(PATTERN)).toBe(false)
    expect(await listSites()).toEqual([])
  })

  test('loses it when the grant is taken back on the browser’s own pages', async () => {
    granted.add(PATTERN)
    await addSite(SITE)
    granted.delete(PATTERN)
    await registerScripts()
    expect(registered).toEqual([])
    expect(await isGrantedSite(SITE)).toBe(false)
    expect(await listSites()).toEqual([{ origin: SITE, isGranted: false }])
  })

  test('is kept once, however often it is added, and registered once', async () => {
    granted.add(PATTERN)
    await Promise.all([addSite(SITE), addSite(SITE), registerScripts(), registerScripts()])
    expect(await listSites()).toHaveLength(1)
    expect(registered).toHaveLength(1)
  })

  test('keeps its port, so that one port is not the next', async () => {
    granted.add('http://localhost:4444/*')
    await addSite('http://localhost:4444')
    expect(registered[0]?.matches).toEqual(['http://localhost:4444/*'])
    expect(await isGrantedSite('http://localhost:4445')).toBe(false)
  })
})

test.each(['https://na.myconnectwise.net', 'https://api-na.myconnectwise.net'])(
  '%s needs no place in the list',
  async (origin) => {
    await addSite(origin)
    expect(await listSites()).toEqual([])
  },
)

test('two sites added at once are both kept', async () => {
  await Promise.all([addSite(SITE), addSite('https://psa.example.org')])
  expect(await listSites()).toHaveLength(2)
})

test('a list of another shape counts as empty', async () => {
  await fakeBrowser.storage.local.set({ 'connectwise-sites': ['javascript:alert(1)'] })
  expect(await listSites()).toEqual([])
})

test('after an update all is registered again, and open tickets get the new script', async () => {
  followGrants()
  granted.add(PATTERN)
  await addSite(SITE)
  registered = [] // an update forgets it
  injected = []
  tabs = [
    { id: 1, url: `${SITE}/` },
    { id: 2, url: 'https://na.myconnectwise.net/v2025_1/ConnectWise.aspx' },
    { id: 3, url: 'https://example.org/' },
  ]
  await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update', previousVersion: '0.0.9' })
  await vi.waitFor(() => expect(new Set(injected)).toEqual(new Set([1, 2])))
  expect(registered).toHaveLength(1)
})

/** What the fake browser lacks: permissions, scripts and the locks of a real one. */
function imitateBrowser() {
  const event = { addListener: () => undefined }
  let line: Promise<unknown> = Promise.resolve()
  vi.stubGlobal('navigator', {
    locks: {
      request: (_: string, work: () => Promise<unknown>) => {
        line = line.then(work, work)
        return line
      },
    },
  })
  Object.assign(fakeBrowser.permissions, {
    onAdded: event,
    onRemoved: event,
    contains: async ({ origins }: { origins: string[] }) =>
      origins.every((one) => granted.has(one)),
    remove: async ({ origins }: { origins: string[] }) => {
      for (const one of origins) granted.delete(one)
      return true
    },
  })
  Object.assign(fakeBrowser.scripting, {
    getRegisteredContentScripts: async () => registered,
    registerContentScripts: async (added: typeof registered) => {
      const isTwice = added.some(({ id }) => registered.some((one) => one.id === id))
      if (isTwice) throw new Error('Duplicate script ID')
      registered.push(...added)
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      registered = registered.filter(({ id }) => !ids.includes(id))
    },
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      injected.push(target.tabId)
    },
  })
  Object.assign(fakeBrowser.tabs, {
    query: async ({ url }: { url: string[] }) => tabs.filter((tab) => url.some(matches(tab.url))),
  })
  Object.assign(fakeBrowser.runtime, {
    getManifest: () => ({
      content_scripts: [
        { matches: ['https://*.myconnectwise.net/*'], js: ['content-scripts/connectwise.js'] },
      ],
    }),
  })
}

function matches(url: string): (pattern: string) => boolean {
  const { protocol, host } = new URL(url)
  return (pattern) => {
    const [scheme, place = ''] = pattern.replace(/\/\*$/, '').split('//')
    return scheme === protocol && (place === host || host.endsWith(place.replace('*', '')))
  }
}
