/**
 * Golden sessions: scripted answers give the exact record, reply by reply, and the exact note.
 *
 * When a difference is meant, look at it in `testing/golden/expected/` and keep it with
 * `vitest run --project shared shared/assistant/golden -u`.
 */
import { expect, test } from 'vitest'
import { fslogix } from './testing/golden/fslogix.ts'
import { lockout } from './testing/golden/lockout.ts'
import { mailSignIn } from './testing/golden/mail-sign-in.ts'
import { printing } from './testing/golden/printing.ts'
import { shareAccess } from './testing/golden/share-access.ts'
import { slowApplication } from './testing/golden/slow-application.ts'
import { playStory } from './testing/golden/story.ts'
import { vpnRekey } from './testing/golden/vpn-rekey.ts'

const STORIES = {
  fslogix,
  lockout,
  'mail-sign-in': mailSignIn,
  printing,
  'share-access': shareAccess,
  'slow-application': slowApplication,
  'vpn-rekey': vpnRekey,
}

test.each(Object.entries(STORIES))('%s is told exactly so', async (name, story) => {
  const told = `${JSON.stringify(playStory(story), null, 2)}\n`
  await expect(told).toMatchFileSnapshot(`testing/golden/expected/${name}.txt`)
})
