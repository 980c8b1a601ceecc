/** What one person wishes to be told outside the bell, and when. */
import * as z from 'zod/mini'
import { route } from '../route.ts'
import { NoticeKind } from './notice.ts'
import { QuietHours } from './quiet-hours.ts'

export const NoticeWishes = z
  .object({
    /** Which kinds come by mail as well. */
    mailed: z.array(NoticeKind).check(
      z.maxLength(50),
      z.refine((kinds) => new Set(kinds).size === kinds.length, 'Each kind once.'),
    ),
    /** The browser shows them too while the panel is open and not in front. */
    inBrowser: z.boolean(),
    quietHours: z.nullable(QuietHours),
  })
  .check(z.meta({ id: 'NoticeWishes' }))
export type NoticeWishes = z.infer<typeof NoticeWishes>

/** Of whoever has not said: what waits for them comes by mail, and nothing is kept back. */
export const USUAL_WISHES: NoticeWishes = {
  mailed: ['handed_off', 'handed_back'],
  inBrowser: false,
  quietHours: null,
}

const Told = z.object({
  wishes: NoticeWishes,
  /** Where the own mail goes; none where the installation sends no mail. */
  mailTo: z.nullable(z.string()),
})

export const ReadWishes = route({
  method: 'GET',
  path: '/me/notice-wishes',
  summary: 'What oneself wishes to be told by mail and by the browser, and the own quiet hours',
  may: 'signedIn',
  request: z.object({}),
  response: Told,
})

export const SaveWishes = route({
  method: 'PUT',
  path: '/me/notice-wishes',
  summary: 'Say what oneself wishes to be told by mail and by the browser, and when not',
  may: 'signedIn',
  request: NoticeWishes,
  response: Told,
})
