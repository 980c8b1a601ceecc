/**
 * The script in ConnectWise's page: cloud sites by the manifest, others where the person has
 * granted them (`background/grants.ts`). Top frame only: tickets are never in a frame.
 */
import { defineContentScript } from 'wxt/utils/define-content-script'
import { startContent } from '../content/start.ts'

export default defineContentScript({
  matches: ['https://*.myconnectwise.net/*', 'https://staging.connectwisedev.com/*'],
  // REST only, no pages; the pattern above cannot leave them out.
  excludeMatches: ['na', 'eu', 'au', 'aus', 'za'].map(
    (region) => `https://api-${region}.myconnectwise.net/*`,
  ),
  runAt: 'document_idle',
  // ConnectWise reads strings that are posted to its window; we post it nothing.
  noScriptStartedPostMessage: true,
  main(ctx) {
    startContent(document, { signal: ctx.signal, isAlive: () => ctx.isValid })
  },
})
