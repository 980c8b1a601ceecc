/**
 * A click on the toolbar button opens the panel.
 *
 * Chromium opens its side panel by itself once told so. Firefox has a sidebar instead, and a
 * browser with neither gets the panel as a tab.
 */
import { browser } from 'wxt/browser'

export function openPanelOnClick(): void {
  if (browser.sidePanel?.setPanelBehavior) {
    void browser.sidePanel
      .setPanelBehavior({ openPanelOnActionClick: true })
      .catch((error: unknown) => console.error('The panel cannot be opened by its button', error))
    return
  }
  const button = browser.action ?? browser.browserAction
  button?.onClicked.addListener(() => void openBeside())
}

/** Must run in the click itself: a sidebar opens at no other time. */
async function openBeside(): Promise<void> {
  const sidebar = 'sidebarAction' in browser ? browser.sidebarAction : undefined
  if (isSidebar(sidebar)) return sidebar.open()
  await browser.tabs.create({ url: browser.runtime.getURL('/sidepanel.html') })
}

function isSidebar(value: unknown): value is { open(): Promise<void> } {
  return typeof value === 'object' && value !== null && 'open' in value
}
