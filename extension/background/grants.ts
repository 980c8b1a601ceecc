/**
 * The ConnectWise addresses that the person has added beside the cloud, and our script there.
 *
 * The wish is kept in `storage.local`; the grant is the browser's, and the person may take it
 * back on the browser's own pages at any time. Our script is registered exactly where both
 * are. Cloud addresses are in the manifest and not in this list.
 */

import { browser } from 'wxt/browser'
import * as z from 'zod/mini'
import { isKnownHost, isRestHost, SiteOrigin } from '#shared/ticket/ticket-ref.ts'
import type { Site } from '../bridge/messages.ts'
import { sitePattern } from '../bridge/site-pattern.ts'

const KEY = 'connectwise-sites'
const SCRIPT_PREFIX = 'connectwise '
const Wishes = z.array(SiteOrigin)

export async function listSites(): Promise<Site[]> {
  const wishes = await readWishes()
  return Promise.all(wishes.map(async (origin) => ({ origin, isGranted: await isAllowed(origin) })))
}

/** True for a site the person has added and the browser allows. */
export async function isGrantedSite(origin: string): Promise<boolean> {
  return (await readWishes()).includes(origin) && (await isAllowed(origin))
}

export async function addSite(origin: SiteOrigin): Promise<void> {
  if (isKnownHost(origin) || isRestHost(origin)) return
  await changeWishes((wishes) => [...new Set([...wishes, origin])])
}

export async function removeSite(origin: SiteOrigin): Promise<void> {
  await changeWishes((wishes) => wishes.filter((wish) => wish !== origin))
  await browser.permissions.remove({ origins: [sitePattern(origin)] })
}

/** Called once, as the worker starts. */
export function followGrants(): void {
  browser.permissions.onAdded.addListener(() => void registerScripts())
  browser.permissions.onRemoved.addListener(() => void registerScripts())
  browser.runtime.onStartup.addListener(() => void registerScripts())
  // An update forgets what was registered, and leaves scripts in open pages that answer to
  // nobody: the new script stops them where it starts.
  browser.runtime.onInstalled.addListener(() => void registerScripts().then(injectEverywhere))
}

/** Makes what is registered equal to what is wished and granted. */
export function registerScripts(): Promise<void> {
  return oneAtATime(async () => {
    const sites = (await listSites()).filter(({ isGranted }) => isGranted)
    const wanted = new Set(sites.map(({ origin }) => SCRIPT_PREFIX + origin))
    const present = new Set((await ownRegistrations()).map(({ id }) => id))
    const outdated = [...present].filter((id) => !wanted.has(id))
    if (outdated.length > 0) await browser.scripting.unregisterContentScripts({ ids: outdated })
    for (const { origin } of sites) {
      if (!present.has(SCRIPT_PREFIX + origin)) await registerOn(origin)
    }
  })
}

async function registerOn(origin: SiteOrigin): Promise<void> {
  await browser.scripting.registerContentScripts([
    {
      id: SCRIPT_PREFIX + origin,
      js: scriptFiles(),
      matches: [sitePattern(origin)],
      runAt: 'document_idle',
      persistAcrossSessions: true,
    },
  ])
  await injectInto([sitePattern(origin)])
}

async function ownRegistrations() {
  const all = await browser.scripting.getRegisteredContentScripts()
  return all.filter(({ id }) => id.startsWith(SCRIPT_PREFIX))
}

/** Tabs that were open before our script could be: after an installation or an update. */
async function injectEverywhere(): Promise<void> {
  const cloud = manifestScript()?.matches ?? []
  const sites = (await listSites()).filter(({ isGranted }) => isGranted)
  await injectInto([...cloud, ...sites.map(({ origin }) => sitePattern(origin))])
}

async function injectInto(patterns: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: patterns })
  await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : injectIntoTab(id))))
}

async function injectIntoTab(tabId: number): Promise<void> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: scriptFiles() })
  } catch (error) {
    // A tab that shows an error page, or sleeps; our script comes with its next load.
    console.warn(`No script in tab ${tabId}`, error)
  }
}

function scriptFiles(): string[] {
  return manifestScript()?.js ?? []
}

/** The one content script, as the manifest names it. */
function manifestScript() {
  return browser.runtime.getManifest().content_scripts?.[0]
}

function isAllowed(origin: SiteOrigin): Promise<boolean> {
  return browser.permissions.contains({ origins: [sitePattern(origin)] })
}

async function readWishes(): Promise<SiteOrigin[]> {
  const stored = Wishes.safeParse((await browser.storage.local.get(KEY))[KEY])
  return stored.success ? stored.data : []
}

async function changeWishes(change: (wishes: SiteOrigin[]) => SiteOrigin[]): Promise<void> {
  await oneAtATime(async () => {
    await browser.storage.local.set({ [KEY]: change(await readWishes()) })
  })
  await registerScripts()
}

/** The list and the registrations are read and then written; a lock keeps two from mixing. */
function oneAtATime(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request('connectwise-sites', work)
}
